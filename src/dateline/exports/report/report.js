// The one convenience that a script adds: events can be folded. Without it all of them are open.
for (const section of document.querySelectorAll(".event")) {
  const head = section.querySelector("h2");
  const words = head.textContent;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fold";
  button.textContent = "Fold";
  button.setAttribute("aria-expanded", "true");
  button.setAttribute("aria-label", `Fold ${words}`);
  button.addEventListener("click", () => {
    const folded = section.classList.toggle("folded");
    button.textContent = folded ? "Open" : "Fold";
    button.setAttribute("aria-expanded", String(!folded));
    button.setAttribute("aria-label", `${folded ? "Open" : "Fold"} ${words}`);
  });
  head.append(button);
}
const open = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target && target.classList.contains("folded")) target.querySelector(".fold").click();
};
addEventListener("hashchange", open);
