// The numbers on the trainer's page, every few seconds.
const PAUSE = 3000;

async function follow() {
  try {
    const answer = await fetch(document.body.dataset.status);
    if (!answer.ok) throw new Error(answer.status);
    const { visitors, memory } = await answer.json();
    document.getElementById("visitors").textContent = visitors;
    document.getElementById("memory").textContent = `${memory.toLocaleString("en")} MB of memory`;
  } catch {
    document.getElementById("memory").textContent = "the server does not answer";
  }
  setTimeout(follow, PAUSE);
}

follow();
