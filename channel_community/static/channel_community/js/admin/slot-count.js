// Says under a slot's field how much room is left. The server refuses what is too long, so nothing is cut off.

const count = (field) => {
  const limit = Number(field.dataset.ccCount);
  const said = document.createElement("p");
  said.className = "cc-kit-count";
  said.id = `${field.id}-count`;
  field.after(said);
  field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), said.id].filter(Boolean).join(" "));
  const show = () => {
    const used = [...field.value.trim()].length;
    said.textContent = `${used} / ${limit}`;
    said.toggleAttribute("data-over", used > limit);
  };
  field.addEventListener("input", show);
  show();
};

document.querySelectorAll("[data-cc-count]").forEach(count);
