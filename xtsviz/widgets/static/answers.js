// After each action of a person, the page asks the kernel for an answer. Until it comes, the explorer shows that it is
// busy. If it never comes, the explorer says so: otherwise the buttons would seem to do nothing. The root has the
// numbers of the last question and the last answer.

import { DONE, STATUS } from "./selectors.js";
import { PREFIX } from "./status.js";

// Milliseconds until the question is sent: a kernel that reads it in the middle of the action answers the action later,
// for its threads share one interpreter.
const ASK_AFTER = 60;
const SLOW_AFTER = 400; // milliseconds without an answer until the explorer shows that it is busy
const ASK_EVERY = 2000; // milliseconds between repeated questions
const LOST_AFTER = 20000; // milliseconds until the explorer says that the kernel does not answer

export function watchAnswers(model, root) {
  let asked = 0;
  let sending = null;
  let slow = null;
  let again = null;
  let lost = null;
  let complained = false;
  const busy = (on) => (on ? root.setAttribute("aria-busy", "true") : root.removeAttribute("aria-busy"));
  const stopTimers = () => {
    clearTimeout(slow);
    clearInterval(again);
    clearTimeout(lost);
    clearTimeout(sending);
    sending = slow = again = lost = null;
  };
  const complain = () => {
    const reload = "Wait, or start again: reload the page; in a notebook, restart the kernel and run the cell again.";
    // The model still has the last message of the kernel. It is shown again when the kernel answers.
    const line = root.querySelector(STATUS);
    line.className = "xtsviz-status xtsviz-status-error";
    line.firstChild.data = `${PREFIX.error}The kernel has not answered for ${LOST_AFTER / 1000} seconds: it is busy, or it has stopped. ${reload}`;
    complained = true;
  };
  const send = () => {
    sending = null;
    model.send({ ping: asked });
  };
  const ask = () => {
    root.dataset.xtsAsked = ++asked;
    slow ??= setTimeout(() => busy(true), SLOW_AFTER);
    // ipykernel 7 sometimes reads a message only when the next one arrives (its issue 1554).
    again ??= setInterval(() => model.send({ ping: asked }), ASK_EVERY);
    lost ??= setTimeout(complain, LOST_AFTER);
    sending ??= setTimeout(send, ASK_AFTER);
  };
  // After the message of the control itself.
  const soon = () => setTimeout(ask);
  const receive = (message) => {
    if (!("pong" in message)) return;
    root.dataset.xtsAnswered = message.pong;
    if (message.pong !== asked) return;
    stopTimers();
    busy(false);
    if (complained) model.trigger("change:message");
    complained = false;
  };
  for (const event of ["click", "change", DONE]) root.addEventListener(event, soon);
  model.on("msg:custom", receive);
  return () => {
    stopTimers();
    for (const event of ["click", "change", DONE]) root.removeEventListener(event, soon);
    model.off("msg:custom", receive);
  };
}
