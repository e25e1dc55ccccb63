// The form for forces. Nothing leaves the page: drafts stay in this browser where it allows that, and records are saved as
// a file that "policeai registry import" reads. What people write is only ever set as text.
"use strict";
(function () {
  const model = JSON.parse(document.getElementById("model").textContent);
  const key = "policeai-form/" + model.force;
  const status = document.getElementById("status");
  const view = document.getElementById("view");
  let records = model.records;
  let unsaved = false; // to a file

  // An element with attributes, listeners (onclick: …) and children, texts among them.
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  const shapeOf = (record) => model.shapes.find((shape) => shape.type === record.type);

  function tell(text) {
    status.textContent = text;
  }

  function keep() {
    unsaved = true;
    try {
      localStorage.setItem(key, JSON.stringify(records));
    } catch (error) {
      document.getElementById("kept").textContent =
        "This browser keeps nothing between visits: save to a file before you close this page.";
    }
  }

  function fetchKept() {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      if (Array.isArray(kept) && kept.every(sound)) records = kept;
    } catch (error) {
      keep();
    }
  }

  // Is this a record that the form can show?
  function sound(record) {
    return record !== null && typeof record === "object" && shapeOf(record) !== undefined &&
      /^[0-9a-f]{32}$/.test(record.subject) && record.values !== null && typeof record.values === "object" &&
      shapeOf(record).fields.every((field) => {
        const value = record.values[field.id];
        if (value === undefined) return true;
        if (field.kind !== "table") return typeof value === "string";
        return Array.isArray(value) && value.every((row) => row !== null && typeof row === "object" &&
          Object.values(row).every((cell) => typeof cell === "string"));
      });
  }

  function subject() {
    const bytes = new Uint8Array(16);
    crypto.getRandomValues(bytes);
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function nameOf(record) {
    const values = record.values;
    const tool = (values.tool || [{}])[0] || {};
    const days = [values.from, values.to].filter(Boolean).join(" to ");
    return values.name || values.operation || days || tool.product || "without a name";
  }

  // The date as YYYY-MM-DD, or "" when there is none like it.
  function dateOf(text) {
    const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    const here = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
    const parts = iso ? [iso[1], iso[2], iso[3]] : here ? [here[3], here[2], here[1]] : null;
    if (parts === null) return "";
    const [year, month, day] = parts.map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return "";
    return date.toISOString().slice(0, 10);
  }

  const isNumber = (text) => /^(\d+|\d{1,3}(,\d{3})+)$/.test(text);
  const numberOf = (text) => Number((text || "").replace(/,/g, ""));
  const isEmpty = (value) => value === undefined || (typeof value === "string" ? value.trim() === "" :
    value.every((row) => Object.values(row).every((cell) => cell.trim() === "")));

  // Stands for a value that is withheld, in part or as a whole: it is kept where the record was published, and stays as it is.
  const withheld = "[withheld]";
  const isWithheld = (value) => value === withheld || (typeof value === "string" && value.split("\n").includes(withheld)) ||
    (Array.isArray(value) && value.some((row) => Object.values(row).some((cell) => cell.includes(withheld))));

  // What is wrong with one value: [column and row, or "", words].
  function problemsOf(field, value) {
    if (isWithheld(value)) return [];
    const long = (text) => new TextEncoder().encode(text).length > 10000;
    if (field.kind === "table") {
      const found = [];
      value.forEach((row, i) => field.columns.forEach(([id, title, kind]) => {
        const cell = (row[id] || "").trim();
        if (cell === "") return;
        if (kind === "date" && dateOf(cell) === "") found.push([`-${i}-${id}`, `${title}, row ${i + 1}: enter a date that exists, such as 27/3/2026`]);
        if (kind === "integer" && !isNumber(cell)) found.push([`-${i}-${id}`, `${title}, row ${i + 1}: enter a whole number`]);
        if (long(cell)) found.push([`-${i}-${id}`, `${title}, row ${i + 1}: write at most 10,000 characters`]);
      }));
      if (field.meaning === "reasons") {
        value.forEach((row, i) => {
          if (Object.values(row).every((cell) => cell.trim() === "")) return;
          for (const [id, title] of field.columns) {
            if (id !== "private_harm" && id !== "public_interest" && (row[id] || "").trim() === "") found.push([`-${i}-${id}`, `${title}, row ${i + 1}: is needed`]);
          }
        });
      }
      if (field.columns.some(([id]) => id === "denominator")) {
        value.forEach((row, i) => {
          if ((row.numerator || "").trim() !== "" && (row.denominator || "").trim() === "") {
            found.push([`-${i}-denominator`, `Row ${i + 1}: say what the number is of`]);
          } else if (isNumber(row.numerator || "") && isNumber(row.denominator || "") &&
            (numberOf(row.denominator) === 0 || numberOf(row.numerator) > numberOf(row.denominator))) {
            found.push([`-${i}-numerator`, `Row ${i + 1}: ${row.numerator} of ${row.denominator} cannot be`]);
          }
        });
      }
      return found;
    }
    const text = value.trim();
    if (field.kind === "date" && dateOf(text) === "") return [["", "enter a date that exists, such as 27/3/2026"]];
    if (field.kind === "integer" && !isNumber(text)) return [["", "enter a whole number"]];
    if (long(text)) return [["", "write at most 10,000 characters"]];
    return [];
  }

  // Parts that exceed what they are a part of, or stand without it.
  function problemsOfCounts(values) {
    const found = [];
    for (const [part, whole] of model.parts) {
      if (isEmpty(values[part])) continue;
      if (isEmpty(values[whole])) found.push([part, "", `give "${whole}" too, which it is a part of`]);
      else if (numberOf(values[part]) > numberOf(values[whole])) found.push([part, "", `is more than "${whole}", which it is a part of`]);
    }
    for (const { whole, parts } of model.wholes) {
      const sum = parts.reduce((total, part) => total + numberOf(values[part]), 0);
      if (!isEmpty(values[whole]) && sum > numberOf(values[whole])) found.push([whole, "", `is less than ${parts.join(" and ")} together`]);
    }
    return found;
  }

  // [field, place in it, words] of everything that blocks publishing.
  function problems(record) {
    const found = [];
    for (const field of shapeOf(record).fields) {
      const value = record.values[field.id];
      if (isEmpty(value)) {
        if (field.needed) found.push([field.id, "", "is needed"]);
      } else {
        for (const [at, words] of problemsOf(field, value)) found.push([field.id, at, words]);
      }
    }
    const { from, to } = record.values;
    if (from && to && dateOf(from) && dateOf(to) && dateOf(to) < dateOf(from)) found.push(["to", "", "is before the first day"]);
    if (shapeOf(record).word === "report") found.push(...problemsOfCounts(record.values));
    return found;
  }

  function missing(record) {
    const stage = shapeOf(record).word === "tool" ? "any" : record.values.stage;
    return shapeOf(record).fields.filter((field) => field.required.includes(stage) && isEmpty(record.values[field.id]));
  }

  // One input with its label; `put` takes what was written.
  function control(id, label, kind, value, options, put, described) {
    const attributes = { id, "aria-describedby": described, oninput: (event) => { put(event.target.value); keep(); } };
    let input;
    if (options) {
      input = make("select", attributes, make("option", { value: "" }, "Choose"),
        ...options.map(([option, title]) => make("option", { value: option, selected: option === value }, title)));
    } else if (kind === "long" || kind === "list") {
      input = make("textarea", { ...attributes, rows: kind === "list" ? 3 : 4 });
      input.value = value;
    } else {
      input = make("input", { ...attributes, type: "text", autocomplete: "off", value,
        class: kind === "date" || kind === "integer" ? "short" : undefined, inputmode: kind === "integer" ? "numeric" : undefined });
    }
    return [make("label", { for: id }, ...[].concat(label)), input];
  }

  function optionsOf(field) {
    if (field.meaning === "deployment") {
      const here = records.filter((record) => shapeOf(record).word === "deployment").map((record) => [record.subject, nameOf(record)]);
      const there = model.deployments.filter(([id]) => !here.some(([other]) => other === id));
      return [...here, ...there];
    }
    return field.options.length > 0 ? field.options : null;
  }

  function columnOptions(field, column) {
    if (field.meaning === "reasons" && column === "field") return field.options;
    if (field.meaning !== "groups") return null;
    if (column === "characteristic") return model.characteristics;
    return column === "count" ? model.counts : null;
  }

  function label(field) {
    return [field.title, field.needed || field.required.length > 0 ? "" : make("span", { class: "tag" }, " (optional)")];
  }

  function tableField(record, field, holder) {
    const rows = record.values[field.id] || (record.values[field.id] = []);
    const again = (focus) => {
      keep();
      const fresh = fieldElement(record, field);
      holder.replaceWith(fresh);
      const target = document.getElementById(focus) || fresh.querySelector("button");
      if (target) target.focus();
    };
    rows.forEach((row, i) => {
      const set = make("fieldset", { class: "rows" }, make("legend", {}, `${field.title}: row ${i + 1}`));
      for (const [id, title, kind] of field.columns) {
        set.append(...control(`${field.id}-${i}-${id}`, title, kind, row[id] || "", columnOptions(field, id), (text) => { row[id] = text; }));
      }
      set.append(make("p", {}, make("button", { type: "button", class: "second",
        onclick: () => { rows.splice(i, 1); again(`${field.id}-add`); } }, `Remove row ${i + 1}`, make("span", {}, ` of ${field.title.toLowerCase()}`))));
      holder.append(set);
    });
    if (field.meaning !== "identity" || rows.length === 0) {
      holder.append(make("button", { type: "button", class: "second", id: `${field.id}-add`,
        onclick: () => { rows.push({}); again(`${field.id}-${rows.length - 1}-${field.columns[0][0]}`); } }, `Add a row to ${field.title.toLowerCase()}`));
    }
  }

  function forcesField(record, field, holder) {
    const chosen = new Set((record.values[field.id] || "").split("\n").filter(Boolean));
    const box = make("div", { class: "choices" });
    model.forces.forEach(([id, name], i) => {
      const input = make("input", { type: "checkbox", id: `${field.id}-${id}`, checked: chosen.has(id), onchange: (event) => {
        if (event.target.checked) chosen.add(id);
        else chosen.delete(id);
        record.values[field.id] = [...chosen].sort().join("\n");
        keep();
      } });
      if (i === 0) input.dataset.first = field.id;
      box.append(make("label", { for: `${field.id}-${id}` }, input, name));
    });
    holder.append(box);
  }

  function fieldElement(record, field) {
    const group = field.kind === "table" || field.meaning === "forces";
    const hint = [field.help, field.kind === "list" && field.meaning !== "forces" ? "One a line." : "",
      field.kind === "date" ? "For example 27/3/2026." : ""].filter((text, i, all) => text !== "" && all.indexOf(text) === i).join(" ");
    const hintId = `${field.id}-hint`;
    const holder = make(group ? "fieldset" : "div", { class: "field", id: `field-${field.id}`, "aria-describedby": group && hint ? hintId : undefined });
    const hintElement = hint ? make("div", { class: "hint", id: hintId }, hint) : null;
    if (isWithheld(record.values[field.id])) {
      return make("div", { class: "field", id: `field-${field.id}` }, make("p", { class: "name" }, field.title),
        make("p", { class: "withheld" }, "Withheld from publication. The value is not in this form: it stays as it was given, and withheld for the same reason."));
    }
    if (group) {
      holder.append(make("legend", {}, ...label(field)));
      if (hintElement) holder.append(hintElement);
      (field.kind === "table" ? tableField : forcesField)(record, field, holder);
      return holder;
    }
    const [title, input] = control(`in-${field.id}`, label(field), field.kind, record.values[field.id] || "", optionsOf(field),
      (text) => { record.values[field.id] = text; }, hint ? hintId : undefined);
    holder.append(title);
    if (hintElement) holder.append(hintElement);
    holder.append(input);
    return holder;
  }

  function targetOf(field, at) {
    if (at !== "") return `${field.id}${at}`;
    if (field.kind === "table") return `${field.id}-add`;
    if (field.meaning === "forces") return `${field.id}-${model.forces[0][0]}`;
    return `in-${field.id}`;
  }

  function clearErrors() {
    document.querySelectorAll(".error, .summary").forEach((element) => element.remove());
    document.querySelectorAll(".wrong").forEach((element) => element.classList.remove("wrong"));
  }

  function showProblems(record, heading) {
    clearErrors();
    const shape = shapeOf(record);
    const found = problems(record);
    const list = make("ul", {});
    for (const [id, at, words] of found) {
      const field = shape.fields.find((one) => one.id === id);
      const holder = document.getElementById(`field-${id}`);
      const target = targetOf(field, at);
      holder.classList.add("wrong");
      const before = holder.querySelector("input, select, textarea, .rows, .choices, button");
      holder.insertBefore(make("p", { class: "error" }, `Error: ${words}`), before && before.parentElement === holder ? before : null);
      list.append(make("li", {}, make("a", { href: `#${target}`, onclick: (event) => {
        event.preventDefault();
        const element = document.getElementById(target);
        if (element) element.focus();
      } }, `${field.title}: ${words}`)));
    }
    const not = missing(record);
    tell(not.length === 0 ? "" : `Not stated, and will be shown so: ${not.map((field) => field.title).join("; ")}.`);
    if (found.length === 0) {
      tell(`Nothing blocks publishing. ${status.textContent}`);
      status.focus();
      return;
    }
    const summary = make("div", { class: "summary", role: "alert", tabindex: "-1", "aria-labelledby": "summary-title" },
      make("h2", { id: "summary-title" }, "There is a problem"), list);
    heading.after(summary);
    summary.focus();
  }

  function editor(record) {
    const shape = shapeOf(record);
    const heading = make("h1", { tabindex: "-1" }, `${shape.title}: ${nameOf(record)}`);
    const parts = [heading];
    let group = null;
    for (const field of shape.fields) {
      if (field.group !== group) parts.push(make("h2", {}, field.group));
      group = field.group;
      parts.push(fieldElement(record, field));
    }
    parts.push(make("div", { class: "bar" },
      make("button", { type: "button", onclick: () => showProblems(record, heading) }, "Check this record"),
      make("button", { type: "button", class: "second", onclick: () => { tell(""); list(); } }, "Back to the list")));
    view.replaceChildren(...parts);
    tell("");
    heading.focus();
  }

  function add(shape) {
    const record = { type: shape.type, subject: subject(), values: {} };
    if (shape.word === "deployment" && model.force !== "") record.values.forces = model.force;
    records.push(record);
    keep();
    editor(record);
  }

  function remove(record) {
    if (!window.confirm(`Remove "${nameOf(record)}" from this form?`)) return;
    records = records.filter((one) => one !== record);
    keep();
    list();
  }

  function save() {
    const text = JSON.stringify({ format: model.format, force: model.force, records }, null, 1) + "\n";
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const link = make("a", { href: address, download: `ai-register-${model.force || "records"}.json` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    unsaved = false;
    const blocked = records.filter((record) => problems(record).length > 0).length;
    tell(`Saved as a file. ${blocked === 0 ? "Nothing blocks publishing." : `${blocked} of ${records.length} records cannot be published yet.`} Send the file to whoever keeps the register.`);
  }

  async function load(file) {
    let loaded;
    try {
      loaded = JSON.parse(await file.text());
    } catch (error) {
      tell(`${file.name} is no file that this form saved.`);
      return;
    }
    if (loaded === null || loaded.format !== model.format || !Array.isArray(loaded.records) || !loaded.records.every(sound)) {
      tell(`${file.name} is no file that this form saved.`);
      return;
    }
    for (const record of loaded.records) {
      const at = records.findIndex((one) => one.subject === record.subject);
      if (at < 0) records.push(record);
      else records[at] = record;
    }
    keep();
    list();
    tell(`${loaded.records.length} records loaded from ${file.name}.`);
  }

  function list() {
    const heading = make("h1", { tabindex: "-1" }, document.title);
    const items = records.map((record) => {
      const found = problems(record).length;
      return make("li", {}, make("h3", {}, `${shapeOf(record).title}: ${nameOf(record)}`),
        make("p", {}, found === 0 ? `Nothing blocks publishing; ${missing(record).length} fields are not stated.` : `${found} things block publishing.`),
        make("button", { type: "button", onclick: () => editor(record) }, "Change ", nameOf(record)),
        make("button", { type: "button", class: "warn", onclick: () => remove(record) }, "Remove ", nameOf(record)));
    });
    const file = make("input", { type: "file", id: "file", accept: ".json,application/json", onchange: (event) => {
      if (event.target.files.length > 0) load(event.target.files[0]);
      event.target.value = "";
    } });
    view.replaceChildren(heading,
      make("p", {}, "One record for each use of each tool. Fill in what is known: what is missing can follow later, and is shown to the public as not stated. Give roles, never names of people below chief officer."),
      make("h2", {}, "Records"), items.length > 0 ? make("ul", { class: "records" }, ...items) : make("p", {}, "There are none yet."),
      make("div", { class: "bar" }, ...model.shapes.map((shape) =>
        make("button", { type: "button", class: "second", onclick: () => add(shape) }, `Add: ${shape.word}`))),
      make("h2", {}, "File"),
      make("div", { class: "bar" }, make("button", { type: "button", onclick: save }, "Save to a file")),
      make("div", { class: "field" }, make("label", { for: "file" }, "Load a file that this form saved"), file));
    heading.focus();
  }

  window.addEventListener("beforeunload", (event) => {
    let kept = false;
    try {
      kept = localStorage.getItem(key) !== null;
    } catch (error) {
      kept = false;
    }
    if (unsaved && !kept && records.length > 0) event.preventDefault();
  });

  fetchKept();
  list();
})();
