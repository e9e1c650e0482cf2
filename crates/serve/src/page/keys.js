// Keys: "/" to the search, "j" and "k" to the next and last record or act.
addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
  if (e.key === "/") {
    e.preventDefault();
    document.getElementById("q").focus();
  } else if (e.key === "j" || e.key === "k") {
    const all = [...document.querySelectorAll(".card, .act .words, .places a")];
    const at = all.indexOf(document.activeElement) + (e.key === "j" ? 1 : -1);
    all[Math.max(0, Math.min(at, all.length - 1))]?.focus();
  }
});
