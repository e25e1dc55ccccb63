// One key presses one button: <button data-key="k"> or <a data-key="n">. Everything works without this file.
document.addEventListener("keydown", (event) => {
  const inField = /^(input|textarea|select)$/i.test(event.target.tagName);
  if (inField || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const target = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === event.key);
  if (!target) return;
  event.preventDefault();
  target.click();
});
// While files are being read the page is asked for again, unless something is being filled in.
const again = document.querySelector("[data-again]");
if (again) setTimeout(() => location.reload(), Number(again.dataset.again) * 1000);
