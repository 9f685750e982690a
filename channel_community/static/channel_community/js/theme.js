// Light or dark: the system decides until a visitor does. Loaded in the head and blocking the first paint,
// so that a remembered choice does not flash.
const KEY = "cc-theme";
const root = document.documentElement;

root.dataset.ccJs = "";

function remembered() {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === "light" || theme === "dark" ? theme : null;
  } catch {
    return null; // storage is refused: the choice lasts as long as the page
  }
}

function systemTheme() {
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Wear `theme` ("light", "dark", or null for the system's). */
export function applyTheme(theme) {
  if (theme) root.dataset.ccTheme = theme;
  else delete root.dataset.ccTheme;
}

/** Change to the other scheme and remember it; choosing what the system has forgets the choice. */
export function toggleTheme() {
  const next = (root.dataset.ccTheme ?? systemTheme()) === "dark" ? "light" : "dark";
  const theme = next === systemTheme() ? null : next;
  applyTheme(theme);
  try {
    if (theme) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
  } catch {
    // see remembered()
  }
}

applyTheme(remembered());

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-cc-theme-toggle]")) toggleTheme();
});
