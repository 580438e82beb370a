import type { TimelineFindingResult, TimelineLife } from '../../server/src/protocol/timeline.ts';
import { icon } from './dom.ts';

type Severity = TimelineFindingResult['severity'];

/** A shape for each, so that colour is not all that tells them apart. */
const SEVERITIES: Readonly<Record<Severity, readonly string[]>> = {
  error: ['M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z', 'M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2'],
  warning: ['M8 1.5l7 13H1z', 'M8 6v4.2M8 12v.6'],
  info: ['M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z', 'M8 7.2v4M8 4.4v.7'],
  hint: ['M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3z', 'M6.2 8h3.6'],
};

const LIVES: Readonly<Record<TimelineLife['what'], string>> = {
  replace: 'M12.9 6A5.2 5.2 0 1 0 13 10M13 2.5V6H9.5',
  wait: 'M4 2h8M4 14h8M5 2v3l3 3 3-3V2M5 14v-3l3-3 3 3v3',
  'delete-succeeded': 'M3 4.5h10M6.5 4V2.5h3V4M4.5 5l.6 9h5.8l.6-9M7 7v5M9 7v5',
  'delete-failed': 'M3 4.5h10M6.5 4V2.5h3V4M4.5 5l.6 9h5.8l.6-9M6.6 7.6l2.8 3.6M9.4 7.6l-2.8 3.6',
  keep: 'M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3 7h10v7H3z',
};

export const severityIcon = (severity: Severity): SVGElement => icon(severity, ...SEVERITIES[severity]);

export const lifeIcon = (what: TimelineLife['what']): SVGElement => icon('life', LIVES[what]);
