// The reader's tools: light, size of type, zoom of a page, keys, swipes.  All of it reads without them.
(function () {
  "use strict";
  var root = document.documentElement;
  var SIZES = 5, USUAL = 2, STEPS = [1, 1.5, 2, 3, 4, 6];

  function keep(name, value) {
    try { localStorage.setItem("presslayout-" + name, value); } catch (refused) { /* a folder may keep nothing */ }
  }
  function all(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }
  function one(selector) { return document.querySelector(selector); }

  // Light.
  function dark() {
    if (root.dataset.theme) return root.dataset.theme === "dark";
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function shown() {
    var button = one("[data-do=theme]");
    if (!button) return;
    button.setAttribute("aria-pressed", String(dark()));
  }
  function size() { return root.dataset.size ? Number(root.dataset.size) : USUAL; }
  function sized(step) {
    var now = Math.min(SIZES - 1, Math.max(0, size() + step));
    root.dataset.size = String(now);
    keep("size", String(now));
  }

  // Zoom: the page grows inside of its window, what was in the middle stays there.
  var scroll = one("#scroll"), paper = one("#paper"), picture = one("#sheet-picture");
  var zoom = 1;
  function zoomed(to, x, y) {
    if (!scroll) return;
    var before = zoom;
    zoom = Math.min(STEPS[STEPS.length - 1], Math.max(1, to));
    var box = scroll.getBoundingClientRect();
    var at = x === undefined ? box.width / 2 : x - box.left;
    var down = y === undefined ? box.height / 2 : y - box.top;
    var left = (scroll.scrollLeft + at) / before, top = (scroll.scrollTop + down) / before;
    root.classList.toggle("zoomed", zoom > 1);
    paper.style.width = zoom > 1 ? zoom * 100 + "%" : "";
    var wanted = Math.round(paper.getBoundingClientRect().width) + "px";
    all("#paper source, #paper img").forEach(function (each) { each.sizes = wanted; });
    scroll.scrollLeft = left * zoom - at;
    scroll.scrollTop = top * zoom - down;
    one("#scale").textContent = Math.round(zoom * 100) + "%";
    rescaled();
  }
  function next(step) {
    var near = 0;
    STEPS.forEach(function (each, at) { if (Math.abs(each - zoom) < Math.abs(STEPS[near] - zoom)) near = at; });
    return STEPS[Math.min(STEPS.length - 1, Math.max(0, near + step))];
  }

  // The old map goes along with the picture.
  var areas = all("map area").map(function (area) {
    return [area, area.getAttribute("coords").split(",").map(Number)];
  });
  var natural = picture ? Number(picture.getAttribute("width")) : 0;
  function rescaled() {
    if (!picture || !picture.clientWidth) return;
    var ratio = picture.clientWidth / natural;
    areas.forEach(function (pair) {
      pair[0].coords = pair[1].map(function (n) { return Math.round(n * ratio); }).join(",");
    });
  }

  // A story's outline and its place in the list light up together.
  function lit(name, on) {
    all("[data-story]").forEach(function (each) {
      if (each.dataset.story === name) each.classList.toggle("lit", on);
    });
  }
  all("[data-story]").forEach(function (each) {
    ["mouseenter", "focus"].forEach(function (kind) {
      each.addEventListener(kind, function () { lit(each.dataset.story, true); });
    });
    ["mouseleave", "blur"].forEach(function (kind) {
      each.addEventListener(kind, function () { lit(each.dataset.story, false); });
    });
  });

  // A large page is dragged with the mouse; a drag is no click.
  var held = null, dragged = false;
  if (scroll) {
    scroll.addEventListener("pointerdown", function (event) {
      dragged = false;
      if (zoom > 1 && event.pointerType === "mouse" && event.button === 0) {
        held = [event.clientX, event.clientY, scroll.scrollLeft, scroll.scrollTop];
      }
    });
    addEventListener("pointermove", function (event) {
      if (!held) return;
      var x = event.clientX - held[0], y = event.clientY - held[1];
      if (Math.abs(x) + Math.abs(y) > 5) dragged = true;
      scroll.scrollLeft = held[2] - x;
      scroll.scrollTop = held[3] - y;
    });
    addEventListener("pointerup", function () { held = null; });
    scroll.addEventListener("dragstart", function (event) { event.preventDefault(); });
    scroll.addEventListener("click", function (event) {
      if (dragged) { event.preventDefault(); event.stopPropagation(); dragged = false; }
    }, true);
    scroll.addEventListener("wheel", function (event) {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoomed(zoom * Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
    }, { passive: false });
    var tapped = 0;
    scroll.addEventListener("dblclick", function (event) {
      event.preventDefault();
      zoomed(zoom > 1 ? 1 : 2, event.clientX, event.clientY);
    });
    scroll.addEventListener("touchend", function (event) {
      if (event.touches.length || event.changedTouches.length !== 1) return;
      var touch = event.changedTouches[0];
      var on = event.target.closest && event.target.closest("a");
      if (!on && event.timeStamp - tapped < 300) {
        event.preventDefault();
        zoomed(zoom > 1 ? 1 : 2, touch.clientX, touch.clientY);
      }
      tapped = event.timeStamp;
    });
    addEventListener("resize", rescaled);
    if (picture.complete) rescaled(); else picture.addEventListener("load", rescaled);
  }

  function turn(rel) {
    var link = one("head link[rel=" + rel + "]");
    if (link) location.href = link.href;
  }
  var deeds = {
    theme: function () {
      root.dataset.theme = dark() ? "light" : "dark";
      keep("theme", root.dataset.theme);
      shown();
    },
    smaller: function () { sized(-1); },
    larger: function () { sized(1); },
    "in": function () { zoomed(next(1)); },
    out: function () { zoomed(next(-1)); }
  };
  all("[data-do]").forEach(function (button) {
    button.addEventListener("click", function () { deeds[button.dataset["do"]](); });
  });
  all(".tools, .zoom").forEach(function (each) { each.hidden = false; });
  shown();

  addEventListener("keydown", function (event) {
    var on = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(on.tagName)) return;
    if (zoom > 1 && /^Arrow/.test(event.key)) return;
    if (on.closest && on.closest(".table") && /^Arrow/.test(event.key)) return;
    if (event.key === "ArrowLeft") turn("prev");
    else if (event.key === "ArrowRight") turn("next");
    else if (event.key === "+" || event.key === "=") deeds["in"]();
    else if (event.key === "-") deeds.out();
    else if (event.key === "0" || event.key === "Escape") zoomed(1);
    else if (event.key === "/") {
      event.preventDefault();
      var box = one("#q");
      if (box) box.focus(); else location.href = document.body.dataset.root + "search.html";
    }
  });

  // A stroke across the glass turns the page; what scrolls sideways by itself is left alone.
  var begun = null;
  addEventListener("touchstart", function (event) {
    var on = event.target;
    var aside = on.closest && on.closest(".pages, .table, input");
    begun = event.touches.length === 1 && zoom === 1 && !aside
      ? [event.touches[0].clientX, event.touches[0].clientY, event.timeStamp] : null;
  }, { passive: true });
  addEventListener("touchend", function (event) {
    if (!begun || (window.visualViewport && visualViewport.scale > 1.05)) return;
    var touch = event.changedTouches[0];
    var x = touch.clientX - begun[0], y = touch.clientY - begun[1];
    if (event.timeStamp - begun[2] < 700 && Math.abs(x) > 70 && Math.abs(y) < Math.abs(x) / 2) {
      turn(x > 0 ? "prev" : "next");
    }
    begun = null;
  }, { passive: true });

  // The page that is read stands in sight among the others.
  var here = one(".pages [aria-current]"), row = one(".pages ul");
  if (here && row) row.scrollLeft = here.offsetLeft - row.clientWidth / 2 + here.offsetWidth / 2;
})();
