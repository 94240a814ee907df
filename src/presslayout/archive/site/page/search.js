// Finds words in the months of the site.  Shards come by script tags: a folder has no server to ask.
(function () {
  "use strict";
  var ENOUGH = 30, AROUND = 36;
  var months = [], count = 16, waiting = {};
  var box = document.getElementById("q"), told = document.getElementById("told");
  var hits = document.getElementById("hits"), more = document.getElementById("more");
  var root = document.body.dataset.root, run = 0, going = null;

  function arrived(key, value) {
    var heard = waiting[key];
    delete waiting[key];
    if (heard) heard(value);
  }
  var known = window.presslayout && window.presslayout.kept;
  if (known) { count = known[0]; months = known[1]; }
  window.presslayout = {
    pairs: function (month, number, value) { arrived(month + "/" + number, value); },
    texts: function (month, number, value) { arrived(month + "/text", value); }
  };
  function fetched(key) {
    return new Promise(function (done) {
      var tag = document.createElement("script");
      waiting[key] = done;
      tag.src = root + "search/" + key + ".js";
      tag.onerror = function () { arrived(key, null); };
      tag.onload = function () { tag.remove(); };
      document.head.appendChild(tag);
    });
  }

  // Character for character, as the shards were folded.
  function folded(text) {
    return Array.from(text).map(function (char) {
      var code = char.codePointAt(0);
      if (code >= 0xff01 && code <= 0xff5e) char = String.fromCharCode(code - 0xfee0);
      if (/^\s$/.test(char)) return " ";
      var small = char.toLowerCase();
      return Array.from(small).length === 1 ? small : char;
    });
  }
  function words(text) {
    return folded(text).join("").split(" ").filter(Boolean).map(function (word) { return Array.from(word); });
  }
  function numbers(steps) {
    var at = 0;
    return steps.split(" ").map(function (step) { at += parseInt(step, 36); return at; });
  }

  // The stories of a month in which all pairs of all words stand.
  function candidates(month, wanted) {
    var shards = {};
    wanted.forEach(function (word) {
      word.forEach(function (char, at) {
        if (at + 1 < word.length || word.length === 1) shards[char.codePointAt(0) % count] = true;
      });
    });
    var asked = Object.keys(shards);
    return Promise.all(asked.map(function (number) { return fetched(month + "/" + number); })).then(function (found) {
      var pairs = {};
      asked.forEach(function (number, at) { pairs[number] = found[at] || {}; });
      var left = null;
      function within(list) {
        var set = new Set(list);
        left = left === null ? set : new Set(Array.from(left).filter(function (n) { return set.has(n); }));
      }
      wanted.forEach(function (word) {
        if (word.length === 1) {
          var any = [], shard = pairs[word[0].codePointAt(0) % count];
          Object.keys(shard).forEach(function (pair) {
            if (pair.startsWith(word[0])) any = any.concat(numbers(shard[pair]));
          });
          within(any);
          return;
        }
        for (var at = 0; at + 1 < word.length; at++) {
          var steps = Object.prototype.hasOwnProperty.call(pairs[word[at].codePointAt(0) % count], word[at] + word[at + 1])
            ? pairs[word[at].codePointAt(0) % count][word[at] + word[at + 1]] : "";
          within(steps ? numbers(steps) : []);
        }
      });
      return Array.from(left || []).sort(function (a, b) { return a - b; });
    });
  }

  function place(text, word) {
    for (var at = 0; at + word.length <= text.length; at++) {
      var same = 0;
      while (same < word.length && text[at + same] === word[same]) same++;
      if (same === word.length) return at;
    }
    return -1;
  }
  function marked(into, text, compared, wanted) {
    var at = 0;
    while (at < text.length) {
      var long = 0;
      wanted.forEach(function (word) {
        var same = 0;
        while (same < word.length && compared[at + same] === word[same]) same++;
        if (same === word.length && same > long) long = same;
      });
      var node = long ? document.createElement("mark") : document.createTextNode("");
      if (long) {
        node.textContent = text.slice(at, at + long).join("");
        at += long;
      } else {
        var begin = at;
        at++;
        while (at < text.length && !wanted.some(function (word) { return compared[at] === word[0]; })) at++;
        node.textContent = text.slice(begin, at).join("");
      }
      into.appendChild(node);
    }
  }
  function element(name, kind) {
    var made = document.createElement(name);
    if (kind) made.className = kind;
    return made;
  }
  function shown(row, wanted) {
    var title = Array.from(row[1]), text = Array.from(row[4]), compared = folded(row[4]);
    var item = element("li"), link = element("a"), words = element("p"), where = element("small");
    link.href = root + row[0];
    marked(link, title, folded(row[1]), wanted);
    where.textContent = row[2] + "　" + row[3];
    var at = Math.max(0, Math.min.apply(null, wanted.map(function (word) {
      var found = place(compared, word);
      return found < 0 ? text.length : found;
    })));
    if (at >= text.length) at = 0;
    var begin = Math.max(0, at - AROUND), end = Math.min(text.length, at + AROUND * 2);
    if (begin) words.appendChild(document.createTextNode("…"));
    marked(words, text.slice(begin, end).map(function (char) { return char === "\n" ? "　" : char; }),
      compared.slice(begin, end), wanted);
    if (end < text.length) words.appendChild(document.createTextNode("…"));
    item.append(link, words, where);
    hits.appendChild(item);
  }

  function holds(row, wanted) {
    var compared = folded(row[1] + "\n" + row[4]);
    return wanted.every(function (word) { return place(compared, word) >= 0; });
  }
  function search(text) {
    var own = ++run, wanted = words(text), at = 0, found = 0;
    hits.replaceChildren();
    more.hidden = true;
    if (!wanted.length) { told.textContent = ""; return; }
    function on() {
      var batch = found + ENOUGH;
      more.hidden = true;
      function month() {
        if (own !== run) return;
        if (at >= months.length || found >= batch) {
          told.textContent = found
            ? "“" + text.trim() + "”：" + (at < months.length ? "已找到 " : "共 ") + found + " 篇" : "没有找到“" + text.trim() + "”";
          more.hidden = at >= months.length;
          return;
        }
        var name = months[at++];
        told.textContent = "正在找 " + name + " …";
        candidates(name, wanted).then(function (numbers) {
          if (!numbers.length || own !== run) return null;
          return fetched(name + "/text").then(function (rows) {
            if (own !== run || !rows) return;
            // Newest first, within a month as well.
            numbers.map(function (n) { return rows[n]; }).filter(function (row) { return holds(row, wanted); })
              .sort(function (a, b) { return a[2] < b[2] ? 1 : a[2] > b[2] ? -1 : 0; })
              .forEach(function (row) { found++; shown(row, wanted); });
          });
        }).then(month);
      }
      month();
    }
    going = on;
    on();
  }
  more.addEventListener("click", function () { if (going) going(); });
  box.form.addEventListener("submit", function (event) {
    event.preventDefault();
    try { history.replaceState(null, "", "?q=" + encodeURIComponent(box.value)); } catch (refused) { /* a folder */ }
    search(box.value);
  });
  var asked = new URLSearchParams(location.search).get("q");
  if (asked) { box.value = asked; search(asked); } else box.focus();
})();
