// The numbers on the trainer's page, every few seconds.
const PAUSE = 3000;

async function follow() {
  const line = document.getElementById("numbers");
  try {
    const answer = await fetch(document.body.dataset.status);
    if (!answer.ok) throw new Error(answer.status);
    const { visitors, places, warm, memory } = await answer.json();
    const ready = `${warm} ${warm === 1 ? "place is" : "places are"} ready.`;
    const held = memory ? ` ${memory.toLocaleString("en")} MB of memory.` : "";
    line.textContent = `${visitors} of ${places} visitors are here. ${ready}${held}`;
  } catch {
    line.textContent = "The server does not answer.";
  }
  setTimeout(follow, PAUSE);
}

follow();
