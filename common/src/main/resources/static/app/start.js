import { html, render } from './lib.js';
import { followLinks } from './router.js';
import { Shell } from './shell.js';
import { service } from '/service/service.js';

followLinks();
const page = document.getElementById('page');
page.replaceChildren(); // says that the page is loading
render(html`<${Shell} service=${service} />`, page);
