// Before anything is drawn: the reader's own light and size of type.
(function () {
  "use strict";
  var root = document.documentElement;
  function kept(name) {
    try { return localStorage.getItem("presslayout-" + name); } catch (refused) { return null; }
  }
  var theme = kept("theme"), size = kept("size");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  if (size && /^[0-4]$/.test(size)) root.dataset.size = size;
  root.classList.add("script");
})();
