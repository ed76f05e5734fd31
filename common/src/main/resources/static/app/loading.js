// Says that the page cannot be loaded, such as when the network changes while its modules come. They cannot say it themselves.
addEventListener('error', function (event) {
  var note = document.querySelector('.boot');
  if (note && event.target.tagName === 'SCRIPT') {
    note.textContent = 'The page could not be loaded. Reload it.';
  }
}, true);
