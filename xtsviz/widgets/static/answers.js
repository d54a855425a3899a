// Everything that a user does is followed by a question to the kernel. While it does not answer, the explorer shows that
// it is at work; without that, a kernel that is gone would look like dead buttons. The numbers of the last question and
// of the last answer stand on the root.

import { DONE, STATUS } from "./selectors.js";
import { PREFIX } from "./status.js";

const SLOW_AFTER = 400; // milliseconds without an answer, after which the explorer shows that it is at work
const ASK_EVERY = 2000; // milliseconds after which it asks again, and again
const LOST_AFTER = 20000; // milliseconds after which it says that nobody answers

export function watchAnswers(model, root) {
  let asked = 0;
  let slow = null;
  let again = null;
  let lost = null;
  let complained = false;
  const busy = (on) => (on ? root.setAttribute("aria-busy", "true") : root.removeAttribute("aria-busy"));
  const rest = () => {
    clearTimeout(slow);
    clearInterval(again);
    clearTimeout(lost);
    slow = again = lost = null;
  };
  const complain = () => {
    const reload = "Wait, or start again: reload the page; in a notebook, restart the kernel and run the cell again.";
    // The model keeps the last message of the kernel, which comes back with its answer.
    const line = root.querySelector(STATUS);
    line.className = "xtsviz-status xtsviz-status-error";
    line.firstChild.data = `${PREFIX.error}The kernel has not answered for ${LOST_AFTER / 1000} seconds: it is busy, or gone. ${reload}`;
    complained = true;
  };
  const ask = () => {
    root.dataset.xtsAsked = ++asked;
    slow ??= setTimeout(() => busy(true), SLOW_AFTER);
    // ipykernel 7 may leave what it was sent unread until the next message comes (its issue 1554).
    again ??= setInterval(() => model.send({ ping: asked }), ASK_EVERY);
    lost ??= setTimeout(complain, LOST_AFTER);
    model.send({ ping: asked });
  };
  // Behind the message of the control itself.
  const soon = () => setTimeout(ask);
  const receive = (message) => {
    if (!("pong" in message)) return;
    root.dataset.xtsAnswered = message.pong;
    if (message.pong !== asked) return;
    rest();
    busy(false);
    if (complained) model.trigger("change:message");
    complained = false;
  };
  for (const event of ["click", "change", DONE]) root.addEventListener(event, soon);
  model.on("msg:custom", receive);
  return () => {
    rest();
    for (const event of ["click", "change", DONE]) root.removeEventListener(event, soon);
    model.off("msg:custom", receive);
  };
}
