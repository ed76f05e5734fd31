// Runs before the first paint, so that the page does not flash in the other theme.
(function () {
  var theme = /(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie);
  if (theme) {
    document.documentElement.dataset.theme = theme[1];
  }
})();
