// Show only the faulty turns that hold what is typed; the page is whole without it.
(() => {
  const bar = document.getElementById("filter");
  if (!bar) return;
  const input = bar.querySelector("input");
  const told = bar.querySelector("output");
  const turns = [...document.querySelectorAll("details.turn")].map((el) => [el, el.textContent.toLowerCase()]);
  bar.hidden = false;
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    let shown = 0;
    for (const [el, text] of turns) {
      el.hidden = !text.includes(wanted);
      shown += el.hidden ? 0 : 1;
    }
    for (const fold of document.querySelectorAll("details.others")) {
      const hits = fold.querySelectorAll("details.turn:not([hidden])").length;
      fold.hidden = hits === 0;
      fold.open = wanted !== "" && hits > 0;
    }
    told.textContent = wanted ? `${shown} of ${turns.length}` : "";
  });
})();
