// One key presses one button: <button data-key="k"> or <a data-key="n">. Everything works without this file.
document.addEventListener("keydown", (event) => {
  const inField = /^(input|textarea|select)$/i.test(event.target.tagName) && !/^(checkbox|radio)$/.test(event.target.type);
  if (inField || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const target = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === event.key);
  if (!target) return;
  event.preventDefault();
  target.click();
});
// While files are being read the page is asked for again, unless something was or is being filled in: that would be lost.
const again = document.querySelector("[data-again]");
let typed = false;
document.addEventListener("input", () => { typed = true; });
const fields = "input, textarea, select";
if (again) {
  setInterval(() => {
    if (!typed && !document.activeElement.matches(fields)) location.reload();
  }, Number(again.dataset.again) * 1000);
}
// A picture that is being drawn appears where it belongs as soon as it is there; the page stays as it is.
const coming = document.querySelector("image[data-coming]");
if (coming) {
  const address = coming.getAttribute("href");
  let tries = 0;
  const look = () => {
    const picture = new Image();
    tries += 1;
    picture.onload = () => {
      coming.setAttribute("href", picture.getAttribute("src"));
      document.getElementById("coming").hidden = true;
    };
    picture.onerror = () => {
      if (tries < 60) setTimeout(look, 500);
    };
    picture.src = `${address}&try=${tries}`;
  };
  setTimeout(look, 300);
}
// A rectangle drawn over the picture of a page fills in its sides, in points: the picture's own units are hundredths of one.
const page = document.querySelector("svg.app-page[role=group]");
if (page) {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  let from = null;
  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(page.getScreenCTM().inverse());
  drawn.setAttribute("class", "app-draw");
  page.addEventListener("dragstart", (event) => event.preventDefault());
  page.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.closest("a")) return;
    from = at(event);
    page.setPointerCapture(event.pointerId);
  });
  page.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = at(event);
    const sides = { left: Math.min(from.x, to.x), top: Math.min(from.y, to.y), right: Math.max(from.x, to.x), bottom: Math.max(from.y, to.y) };
    for (const [side, value] of Object.entries(sides)) {
      const outward = side === "left" || side === "top" ? Math.floor : Math.ceil;
      document.getElementById(side).value = Math.max(0, outward(value / 100));
    }
    const box = { x: sides.left, y: sides.top, width: sides.right - sides.left, height: sides.bottom - sides.top };
    for (const [name, value] of Object.entries(box)) drawn.setAttribute(name, value);
    page.append(drawn);
  });
  page.addEventListener("pointerup", () => { from = null; });
}
