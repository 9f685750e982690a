// Posts one batch after the other while the page is open. Each is small and commits by itself: closing the page loses nothing.

const RETRIES = 5;
const PAUSE = 2000;

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

const step = async (root) => {
  const body = new FormData(root.querySelector("form"));
  const answer = await fetch(root.dataset.ccRollout, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

const show = (root, facts) => {
  root.querySelector("progress").value = facts.percent;
  root.querySelectorAll("[data-cc]").forEach((place) => { place.textContent = facts[place.dataset.cc]; });
};

const run = async (root) => {
  const said = root.querySelector("[data-cc-said]");
  for (let lost = 0; lost < RETRIES;) {
    try {
      const facts = await step(root);
      lost = 0;
      show(root, facts);
      if (facts.state === "done") {
        said.textContent = said.dataset.done;
        if (facts.failed || root.dataset.ccSays === "reload") window.location.reload(); // the page says what came of it
        else root.querySelector("form")?.remove();
        return;
      }
    } catch {
      lost += 1;
      said.textContent = said.dataset.lost;
      await pause(PAUSE * lost);
    }
  }
};

const root = document.querySelector("[data-cc-rollout]");
if (root?.querySelector("form")) run(root);
