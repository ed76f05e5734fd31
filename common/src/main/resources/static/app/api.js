// Requests to this service. Every failure is a Problem, with what the user can do about it.

const TIME_LIMIT = 30_000;

const REMEDIES = {
  unreachable: 'Check that the service runs. The page tries again by itself.',
  'request-timeout': 'Try again.',
  unauthorized: 'Log in.',
  'too-many-wrong-passwords': 'Wait, then try again.',
  'broker-unavailable': 'Nothing is lost. Try again when Kafka answers; health shows its state.',
  'stream-not-found': 'It was deleted, or has another name. The list shows all streams.',
  'stream-exists': 'Choose another name, or delete the other stream first.',
  'stream-running': 'Stop the stream first.',
  'stream-completed': 'Start it from the beginning.',
  'position-in-use': 'Stop the stream first.',
  'request-too-large': 'Send less, or raise the limit of the service.',
  'not-found': 'Go back to the list.',
  'group-not-found': 'Its name may be mistyped. The list shows all groups.',
  'partition-not-found': 'Its name may be mistyped. The list shows all partitions.',
  'partition-elsewhere': 'Open the page of the replica that owns it.',
  'file-not-found': 'The list shows all files, and the replica that has each of them.',
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

/**
 * Sends a request and returns the parsed JSON of the answer, or null without a body.
 * @param options.body sent as JSON
 * @param options.signal ends the request
 * @param options.timeout milliseconds
 * @param options.full returns {data, headers, status} instead
 * @param options.text returns the answer as text, such as rows of a file
 */
export async function call(method, path, { body, signal, timeout = TIME_LIMIT, full = false, text: asText = false } = {}) {
  const limit = AbortSignal.timeout(timeout);
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: { Accept: asText ? '*/*' : 'application/json, application/problem+json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch (failure) {
    throw lost(failure, signal);
  }
  let text;
  try {
    text = await response.text();
  } catch (failure) {
    throw lost(failure, signal);
  }
  if (!response.ok) {
    throw problemOf(response.status, parse(text), response.headers.get('Retry-After'));
  }
  const data = asText ? text : parse(text);
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
  const request = new XMLHttpRequest(); // fetch does not report the progress of a body
  const done = new Promise((resolve, reject) => {
    request.open('PUT', path);
    request.setRequestHeader('Accept', 'application/json, application/problem+json');
    request.upload.onprogress = (event) => progress(event.loaded, event.total);
    request.onload = () => {
      const data = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) {
        resolve({ data, status: request.status });
      } else {
        reject(problemOf(request.status, data, request.getResponseHeader('Retry-After')));
      }
    };
    request.onerror = () => reject(new Problem({ title: 'Upload failed', detail: 'The connection was lost during the upload. Nothing of the file is kept.' }));
    request.onabort = () => reject(new Problem({ type: 'aborted', title: 'Upload ended', detail: 'The upload was ended. Nothing of the file is kept.' }));
    request.send(file);
  });
  return { done, abort: () => request.abort() };
}
