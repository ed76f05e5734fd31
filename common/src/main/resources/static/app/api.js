// Requests to this service. Every failure is a Problem, with what the user can do about it.
import { Store } from './store.js';

const TIME_LIMIT = 30_000;

const REMEDIES = {
  unreachable: 'Check that the service runs, then try again.',
  'request-timeout': 'Try again.',
  unauthorized: 'Log in.',
  'log-in-failed': 'Check both. Upper and lower case differ.',
  'csrf-token': 'Reload the page.',
  'too-many-wrong-passwords': 'Wait, then try again.',
  'broker-unavailable': 'Nothing is lost. Try again when Kafka answers; health shows its state.',
  'stream-not-found': 'It was deleted, or has another name. The list shows all streams.',
  'stream-exists': 'Choose another name, or delete the other stream first.',
  'stream-running': 'Stop the stream first.',
  'stream-completed': 'Start it from the beginning.',
  'clock-not-found': 'It was deleted, or has another name. The list shows all clocks.',
  'clock-running': 'Stop the clock first.',
  'clock-ended': 'Seek to an earlier time first.',
  'clock-in-use': 'Delete its streams, or give them another pace.',
  'file-changed': 'Put the former file back, or start the stream from the beginning.',
  'file-in-use': 'Choose another name, or replace the file and start the stream from the beginning.',
  'position-in-use': 'Stop the stream first.',
  'request-too-large': 'Send less, or raise the limit of the service.',
  'data-directory-failed': 'Repair the disk of the data directory, then try again.',
  'data-directory-full': 'Delete files from the data directory, then try again.',
  'file-too-large': 'Compress the file, or copy it into the data directory.',
  'not-found': 'Go back to the list.',
  'group-not-found': 'Its name may be mistyped. The list shows all groups.',
  'partition-not-found': 'Its name may be mistyped. The list shows all partitions.',
  'partition-elsewhere': 'Open the page of the replica that owns it.',
  'file-not-found': 'The list shows all files, and the replica that has each of them.',
  'object-store-failed': 'The reason names the remedy. Then try again.',
  'replicas-unavailable': 'Start the replicas that are named, then try again.',
  'audit-not-found': 'The service keeps the last 20 audits, until it is restarted. Start another one.',
  'replay-refused': 'Nothing was changed. Remove the reason, then try again.',
  'kafka-unavailable': 'Nothing was changed. Try again when Kafka answers; health shows its state.',
  'output-directory-failed': 'Repair the disk, then try again.',
  'service-unavailable': 'The service is busy. Try again in a few seconds.',
  'internal-error': 'The log of the service has the reason.',
};

/** A request that failed. `errors` is a map of field path to reason. */
export class Problem extends Error {

  constructor({ status = 0, type = 'unreachable', title = 'Request failed', detail = '', errors = {}, retryAfter = null, body = null }) {
    super(detail || title);
    this.name = 'Problem';
    this.status = status;
    this.type = type.replace('urn:sensor-streams:problem:', '');
    this.title = title;
    this.detail = detail || title;
    this.errors = errors;
    this.retryAfter = retryAfter;
    this.body = body;
  }

  /** Whether no service answered. A gateway without a service answers 502, 503 or 504 without a problem. */
  get unreachable() {
    return this.type === 'unreachable';
  }

  get remedy() {
    if (this.retryAfter) {
      return `Try again in ${this.retryAfter} s.`;
    }
    return REMEDIES[this.type] ?? (this.status === 403 ? 'Log in as operator.' : '');
  }

}

/** Whether the service has answered that the user must log in. */
export const logInNeeded = new Store(false);

/** The CSRF token of the session; null without a session. */
let token = null;

/** Headers of every request of the page. With X-Requested-With, the browser does not ask for a password by itself. */
export function pageHeaders(method = 'GET') {
  return { 'X-Requested-With': 'page', ...(token && method !== 'GET' ? { 'X-CSRF-TOKEN': token } : {}) };
}

/** Asks what the service is, who the user is, and for the CSRF token of the session. `session`: whether there is one. */
export async function askAbout() {
  const { data, headers } = await call('GET', '/api/about', { full: true });
  token = headers.get('X-CSRF-TOKEN');
  logInNeeded.set(false);
  return { ...data, session: Boolean(token) };
}

/** Notes that the user must log in. Returns the problem. */
export function refused(problem) {
  if (problem.type === 'unauthorized') {
    logInNeeded.set(true);
  }
  return problem;
}

/** Sends a request again with the token of the present session: another tab may have logged in. */
async function withNewToken(attempt) {
  try {
    return await attempt();
  } catch (failure) {
    if (failure.type !== 'csrf-token') {
      throw failure;
    }
    await askAbout();
    return attempt();
  }
}

/**
 * Sends a request and returns the parsed JSON of the answer, or null without a body.
 * @param options.body sent as JSON
 * @param options.signal ends the request
 * @param options.timeout milliseconds
 * @param options.full returns {data, headers, status} instead
 * @param options.text returns the answer as text, such as rows of a file
 */
export const call = (method, path, options = {}) => withNewToken(() => send(method, path, options));

async function send(method, path, { body, signal, timeout = TIME_LIMIT, full = false, text = false }) {
  const limit = AbortSignal.timeout(timeout);
  let response;
  let content;
  try {
    response = await fetch(path, {
      method,
      headers: {
        Accept: text ? '*/*' : 'application/json, application/problem+json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...pageHeaders(method),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      credentials: 'same-origin',
      cache: text ? 'no-cache' : 'no-store',
    });
    content = await response.text();
  } catch (failure) {
    throw lost(failure, signal);
  }
  const data = text && response.ok ? content : parse(content);
  if (!response.ok) {
    throw refused(problemOf(response.status, data, response.headers.get('Retry-After')));
  }
  return full ? { data, headers: response.headers, status: response.status } : data;
}

function lost(failure, signal) {
  if (signal?.aborted) {
    return failure; // the caller ended it, and does not need a reason
  }
  return new Problem(failure.name === 'TimeoutError'
    ? { title: 'No answer', detail: 'The service did not answer in time.' }
    : { title: 'Service not reachable', detail: 'The service cannot be reached.' });
}

function parse(text) {
  if (!text) {
    return null;
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Makes a Problem of an answer that is not 2xx. */
export function problemOf(status, data, retryAfter) {
  if (data?.type?.startsWith('urn:sensor-streams:problem:')) {
    return new Problem({ ...data, status, retryAfter, body: data });
  }
  const gateway = [502, 503, 504].includes(status);
  return new Problem({
    status,
    type: gateway ? 'unreachable' : 'unexpected',
    title: gateway ? 'Service not reachable' : `Unexpected answer ${status}`,
    detail: gateway ? 'The gateway does not reach the service.' : `The service answered with status ${status}.`,
    retryAfter,
    body: data,
  });
}

export const get = (path, options) => call('GET', path, options);
export const post = (path, body, options) => call('POST', path, { ...options, body });
export const put = (path, body, options) => call('PUT', path, { ...options, body });
export const patch = (path, body, options) => call('PATCH', path, { ...options, body });
export const remove = (path, options) => call('DELETE', path, options);

/**
 * Uploads a file with PUT. Calls progress(sent, total) while it is sent. Returns
 * {done: promise of the parsed answer, abort()}.
 */
export function upload(path, file, progress) {
  let request;
  const sendFile = () => new Promise((resolve, reject) => {
    request = new XMLHttpRequest(); // fetch does not report the progress of a body
    request.open('PUT', path);
    request.setRequestHeader('Accept', 'application/json, application/problem+json');
    Object.entries(pageHeaders('PUT')).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => progress(event.loaded, event.total);
    request.onload = () => {
      const data = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) {
        resolve({ data, status: request.status });
      } else {
        reject(refused(problemOf(request.status, data, request.getResponseHeader('Retry-After'))));
      }
    };
    request.onerror = () => reject(new Problem({ title: 'Upload failed', detail: 'The connection was lost during the upload. Nothing of the file is kept.' }));
    request.onabort = () => reject(new Problem({ type: 'aborted', title: 'Upload ended', detail: 'The upload was ended. Nothing of the file is kept.' }));
    request.send(file);
  });
  return { done: withNewToken(sendFile), abort: () => request.abort() };
}
