// The live preview of a brand kit in the admin. The server judges and renders; this asks it again while somebody
// types, shows the frames it answers with, and says what it found wrong beside the field.
const WAIT = 400; // milliseconds without typing

function start(root) {
  const form = root.closest("form");
  const status = root.querySelector("[data-kit-status]");
  let timer = null;
  let asking = null;

  async function refresh() {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(root.dataset.kitPreview, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new FormData(form),
        signal: asking.signal,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      status.textContent = "";
      say(form, root.dataset.use, found);
      show(root, found.frames);
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = root.dataset.failed;
    }
  }

  const later = (event) => {
    if (event.target.closest("[data-kit-choice]")) return;
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  root.addEventListener("change", () => choose(root));
  form.addEventListener("click", (event) => {
    const use = event.target.closest("[data-kit-use]");
    if (use) fill(form, use);
  });
  for (const choice of root.querySelectorAll("[data-kit-choice]")) choice.hidden = false;
  for (const input of form.querySelectorAll("[data-kit-colour]")) addPicker(input, root.dataset.pick);
  refresh();
}

/** Show the part and the width that are chosen. */
function choose(root) {
  const part = root.querySelector("[name=kit_part]:checked").value;
  const width = root.querySelector("[name=kit_width]:checked").value;
  for (const figure of root.querySelectorAll("[data-kit-part]")) figure.hidden = figure.dataset.kitPart !== part;
  for (const frame of root.querySelectorAll(".cc-kit-frame")) frame.className = `cc-kit-frame cc-kit-frame--${width}`;
}

/** Point every frame to its new address; a form that was refused has none, and the last good ones stay. */
function show(root, frames) {
  for (const frame of root.querySelectorAll("[data-kit-frame]")) {
    const url = frames[frame.dataset.kitFrame];
    if (url && frame.getAttribute("src") !== url) frame.src = url;
  }
}

/** Say under each field what is wrong with it, or what could be better, with a button for the better colour. */
function say(form, use, { errors, advice }) {
  for (const old of form.querySelectorAll("[data-kit-say]")) old.remove();
  for (const [tone, found] of [["error", errors], ["advice", advice]]) {
    for (const [name, sentences] of Object.entries(found)) {
      const field = form.elements[name]?.closest?.("[data-field]");
      field?.append(...sentences.map((sentence) => line(name, tone, use, sentence)));
      if (tone === "error") field?.querySelector("[data-field-errors]")?.replaceChildren();
    }
  }
}

function line(name, tone, use, sentence) {
  const paragraph = document.createElement("p");
  paragraph.className = "cc-kit-say help";
  paragraph.dataset.kitSay = "";
  paragraph.dataset.tone = tone;
  paragraph.setAttribute("role", "status");
  paragraph.textContent = sentence.message;
  if (sentence.use) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.dataset.kitUse = sentence.use;
    button.dataset.kitField = name;
    button.textContent = `${use} ${sentence.use}`;
    paragraph.append(button);
  }
  return paragraph;
}

function fill(form, button) {
  const input = form.elements[button.dataset.kitField];
  input.value = button.dataset.kitUse;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.focus();
}

/** The browser's own colour control beside the text, each following the other. It has no name: text is sent. */
function addPicker(input, label) {
  const picker = document.createElement("input");
  picker.type = "color";
  picker.setAttribute("aria-label", label);
  const row = document.createElement("div");
  row.className = "cc-kit-colour";
  input.replaceWith(row);
  row.append(input, picker);
  const follow = () => {
    if (/^#[0-9a-f]{6}$/i.test(input.value)) picker.value = input.value;
  };
  follow();
  input.addEventListener("input", follow);
  picker.addEventListener("input", () => {
    input.value = picker.value;
  });
}

for (const root of document.querySelectorAll("[data-kit-preview]")) start(root);
