import { Partitions } from './partitions.js';
import { Partition } from './partition.js';
import { Skip } from './skip.js';
import { Files } from './files.js';
import { File } from './file.js';
import { Groups } from './groups.js';
import { Group } from './group.js';
import { Replay } from './replay.js';
import { Audits } from './audits.js';
import { Audit } from './audit.js';
import { nameOf } from './state.js';

/** The views of the consumer-service, see docs/pages.md. */
export const service = {
  service: 'consumer',
  name: 'Consumer',
  home: '/partitions',
  routes: [
    { path: '/partitions', view: Partitions, title: 'Partitions', nav: 'Partitions' },
    { path: '/partitions/:group/:topic/:partition', view: Partition, title: nameOf, of: '/partitions' },
    { path: '/partitions/:group/:topic/:partition/skip', view: Skip, title: (params) => `Skip offsets of ${nameOf(params)}`, of: '/partitions' },
    { path: '/files', view: Files, title: 'Files', nav: 'Files' },
    { path: '/files/:group/:topic/:partition/:file', view: File, title: (params) => params.file, of: '/files' },
    { path: '/groups', view: Groups, title: 'Groups', nav: 'Groups' },
    { path: '/groups/:group', view: Group, title: (params) => params.group, of: '/groups' },
    { path: '/groups/:group/replay', view: Replay, title: (params) => `Replay of ${params.group}`, of: '/groups' },
    { path: '/audits', view: Audits, title: 'Audits', nav: 'Audits' },
    { path: '/audits/:id', view: Audit, title: 'Audit', of: '/audits' },
  ],
};
