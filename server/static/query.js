// Runs the query form in place: the answer as a table under it, errors with their line, no page load.
"use strict";

(() => {
  const form = document.getElementById("query-form");
  const text = document.getElementById("query-text");
  const result = document.getElementById("result");
  const run = form.querySelector("button.primary");
  const SHOWN = 500;
  const base = form.dataset.base || "";
  let running = null;

  const element = (name, content, attributes = {}) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      made.setAttribute(key, value);
    }
    made.append(...(Array.isArray(content) ? content : [content]));
    return made;
  };

  const prefixes = JSON.parse(form.dataset.prefixes || "{}");
  const short = (iri) => {
    for (const [prefix, namespace] of Object.entries(prefixes)) {
      if (iri.startsWith(namespace)) {
        return `${prefix}:${iri.slice(namespace.length)}`;
      }
    }
    return base && iri.startsWith(base) ? iri.slice(base.length) : iri;
  };

  const term = (value) => {
    if (!value) {
      return "";
    }
    if (value.type !== "uri") {
      return value.type === "bnode" ? `_:${value.value}` : value.value;
    }
    const known = base && value.value.startsWith(base);
    const attributes = { title: value.value };
    if (known) {
      attributes.href = form.dataset.root + value.value.slice(base.length);
    }
    return element(known ? "a" : "span", short(value.value), attributes);
  };

  const table = (names, rows) => {
    const head = element("thead", element("tr", names.map((name) => element("th", name, { scope: "col" }))));
    const body = element("tbody", rows.slice(0, SHOWN).map(
      (row) => element("tr", names.map((name) => element("td", term(row[name]))))));
    const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
    const note = rows.length > SHOWN ? `${count}; the first ${SHOWN} are shown, the downloads have them all` : count;
    result.replaceChildren(
      element("p", note, { class: "quiet" }),
      element("div", element("table", [head, body]),
        { class: "scroll", tabindex: "0", role: "region", "aria-label": "Result table" }));
  };

  const problem = (message) => {
    result.replaceChildren(element("div", [element("h3", "The query has a problem"), element("pre", message)],
      { class: "problem", role: "alert" }));
  };

  const point = (line, column) => {
    const lines = text.value.split("\n");
    const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    const start = Math.min(before + column - 1, text.value.length);
    text.focus();
    text.setSelectionRange(start, Math.min(start + 1, text.value.length));
  };

  const show = async (response) => {
    const type = response.headers.get("Content-Type") || "";
    if (!response.ok) {
      const error = type.includes("json") ? await response.json() : { detail: await response.text() };
      problem(error.detail);
      if (error.line) {
        point(error.line, error.column);
      }
      return;
    }
    if (!type.includes("sparql-results+json")) {
      result.replaceChildren(element("div", element("pre", await response.text()),
        { class: "scroll", tabindex: "0", role: "region", "aria-label": "Result graph" }));
      return;
    }
    const answer = await response.json();
    if ("boolean" in answer) {
      result.replaceChildren(element("p", answer.boolean ? "yes" : "no", { class: "answer" }));
    } else {
      table(answer.head.vars, answer.results.bindings);
    }
  };

  const ask = async () => {
    if (running) {
      running.abort();
    }
    const own = running = new AbortController();
    run.setAttribute("aria-busy", "true");
    try {
      await show(await fetch(form.dataset.endpoint, {
        method: "POST",
        headers: { "Content-Type": "application/sparql-query",
          Accept: "application/sparql-results+json, text/turtle;q=0.9, application/problem+json;q=0.5" },
        body: text.value,
        signal: own.signal,
      }));
    } catch (error) {
      if (error.name !== "AbortError") {
        problem("The server cannot be reached, or the answer broke off. Is it still running?");
      }
    } finally {
      if (running === own) {
        running = null;
        run.removeAttribute("aria-busy");
      }
    }
  };

  form.addEventListener("submit", (event) => {
    if (!event.submitter || !event.submitter.classList.contains("download")) {
      event.preventDefault();
      ask();
    }
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      ask();
    }
  });
  for (const example of document.querySelectorAll("a.example")) {
    example.addEventListener("click", (event) => {
      if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        text.value = new URL(example.href).searchParams.get("query");
        text.focus();
        ask();
      }
    });
  }
})();
