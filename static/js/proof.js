// A small task that browsers do for guests while they write, so that moderators can tell people
// from programs. It never stands in the way: a form is sent with or without its answer.

export default function prove(box) {
  const field = box.querySelector("input[name=proof]");
  if (!field || field.value || box.dataset.proving || !window.Worker || !window.crypto?.subtle) return;
  box.dataset.proving = "1";
  const task = JSON.parse(box.dataset.proof);
  const worker = new Worker(box.dataset.proofWorker);
  const stop = () => worker.terminate();
  worker.addEventListener("error", stop);
  worker.addEventListener("message", ({ data: { number, took } }) => {
    stop();
    if (number === null) return;
    const { algorithm, challenge, salt, signature } = task;
    field.value = btoa(JSON.stringify({ algorithm, challenge, number, salt, signature, took }));
  });
  worker.postMessage(task);
}
