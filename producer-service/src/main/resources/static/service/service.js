import { Streams } from './streams.js';
import { Stream } from './stream.js';
import { EditStream, NewStream } from './new.js';
import { Files } from './files.js';
import { File } from './file.js';
import { Clocks } from './clocks.js';

/** The views of the producer-service, see docs/pages.md. */
export const service = {
  service: 'producer',
  name: 'Producer',
  home: '/streams',
  routes: [
    { path: '/streams', view: Streams, title: 'Streams', nav: 'Streams' },
    { path: '/streams/:name', view: Stream, title: (params) => params.name, of: '/streams' },
    { path: '/streams/:name/edit', view: EditStream, title: (params) => `Change ${params.name}`, of: '/streams' },
    { path: '/new', view: NewStream, title: 'New stream', of: '/streams' },
    { path: '/clocks', view: Clocks, title: 'Clocks', nav: 'Clocks' },
    { path: '/files', view: Files, title: 'Files', nav: 'Files' },
    { path: '/file', view: File, title: 'File', of: '/files' },
  ],
};
