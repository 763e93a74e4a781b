// Sets the theme before anything is painted, so that a page never flashes: a classic script in the head of each page.
// "light" and "dark" are kept in this browser; nothing is kept where the system's own choice is followed.
(() => {
  let kept = null;
  try {
    kept = localStorage.getItem("dateline-theme");
  } catch {
    // A browser that keeps nothing follows the system.
  }
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
})();
