// Ties the facts beside an article to their sentences: focus, click or point at one and the other lights up.
"use strict";

(() => {
  const marks = [...document.querySelectorAll("mark[data-facts]")];
  const facts = [...document.querySelectorAll(".fact[data-fact]")];

  const show = (numbers) => {
    for (const mark of marks) {
      mark.classList.toggle("on", mark.dataset.facts.split(" ").some((number) => numbers.has(number)));
    }
    for (const fact of facts) {
      fact.classList.toggle("on", numbers.has(fact.dataset.fact));
    }
  };

  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const reveal = (element) => {
    if (element) {
      element.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
    }
  };

  let kept = new Set();
  const keep = (numbers) => {
    kept = numbers;
    show(kept);
  };

  for (const fact of facts) {
    const own = new Set([fact.dataset.fact]);
    fact.addEventListener("focusin", () => keep(own));
    fact.addEventListener("mouseenter", () => show(own));
    fact.addEventListener("mouseleave", () => show(kept));
    fact.addEventListener("click", (event) => {
      if (!event.target.closest("a") || event.target.closest(".fact-show")) {
        keep(own);
        reveal(marks.find((mark) => mark.classList.contains("on")));
      }
    });
  }

  for (const mark of marks) {
    const numbers = new Set(mark.dataset.facts.split(" "));
    mark.addEventListener("mouseenter", () => show(numbers));
    mark.addEventListener("mouseleave", () => show(kept));
    mark.addEventListener("click", () => {
      keep(numbers);
      reveal(facts.find((fact) => numbers.has(fact.dataset.fact)));
    });
  }

  for (const reference of document.querySelectorAll(".ref")) {
    reference.addEventListener("focus", () => keep(new Set([reference.dataset.fact])));
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      keep(new Set());
    }
  });

  // an address that ends in #char=12,80 or #claim-… arrives with its sentence and fact lit
  const arrive = () => {
    const anchor = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const mark = anchor && anchor.classList.contains("anchor") ? anchor.nextElementSibling : null;
    const fact = anchor && anchor.closest(".fact");
    if (fact) {
      keep(new Set([fact.dataset.fact]));
      reveal(marks.find((each) => each.classList.contains("on")));
    } else if (mark && anchor.closest(".story")) {
      let target = mark;
      while (target && target.tagName !== "MARK") {
        target = target.nextElementSibling;
      }
      if (target && !facts.some((each) => each.classList.contains("on"))) {
        keep(new Set(target.dataset.facts.split(" ")));
      }
    }
  };
  window.addEventListener("hashchange", arrive);
  arrive();
})();
