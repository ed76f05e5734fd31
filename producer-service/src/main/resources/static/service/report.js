// What is in a file, as its report says.
import { html, useEffect, useState } from '/app/lib.js';
import { get } from '/app/api.js';
import { Figure } from '/app/parts.js';
import { bytes, count, DASH, duration, millisOf } from '/app/format.js';

const PATIENCE = 180_000;

/** Asks once, or not at all without a path; again after a while when the service is busy. Returns {data, problem}. */
export function useOnce(path) {
  const [answer, setAnswer] = useState({ data: undefined, problem: undefined });
  useEffect(() => {
    const abort = new AbortController();
    let timer;
    setAnswer({ data: undefined, problem: undefined });
    if (!path) {
      return undefined;
    }
    const ask = () => get(path, { signal: abort.signal, timeout: PATIENCE }).then((data) => setAnswer({ data, problem: undefined }), (problem) => {
      if (abort.signal.aborted) {
        return;
      }
      setAnswer((before) => ({ ...before, problem }));
      if (problem.status === 503 || problem.unreachable) {
        timer = setTimeout(ask, (problem.retryAfter ?? 3) * 1000);
      }
    });
    ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [path]);
  return answer;
}

const ORDER = { ascending: 'earliest row first', descending: 'latest row first', mixed: 'in no order', none: 'no times' };

export function ReportFigures({ report }) {
  const step = report.step ? duration(millisOf(report.step)) : DASH;
  return html`<dl class="figures">
    <${Figure} label="Rows" value=${count(report.rows)} note=${bytes(report.bytes)} />
    <${Figure} label="Cannot be sent" value=${count(report.rejectedRows)} note=${report.rejectedRows > 0 ? 'see the first records' : 'every row is good'} />
    <${Figure} label="Time between rows" value=${step} note=${ORDER[report.order] ?? report.order} />
    <${Figure} label="Gaps" value=${count(report.gapCount)} note=${report.stations.length > 0 ? 'between rows of one station' : 'between two rows'} />
    <${Figure} label="Repeated times" value=${count(report.repeatedTimes)} note="of the same station" /></dl>`;
}
