import { html, render } from './lib.js';
import { followLinks } from './router.js';
import { Shell } from './shell.js';
import { service } from '/service/service.js';

followLinks();
render(html`<${Shell} service=${service} />`, document.getElementById('page'));
