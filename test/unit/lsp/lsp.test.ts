import { describe, expect, it, vi } from 'vitest';
import fc from 'fast-check';
import { LineIndex } from '../../../server/src/core/text/lineIndex.ts';
import { applyEdits, textRange } from '../../../server/src/core/text/range.ts';
import { movedOffset } from '../../../server/src/lsp/codeLens.ts';
import { readSettings } from '../../../server/src/lsp/configuration.ts';
import { toHover } from '../../../server/src/lsp/convert.ts';
import { changedLines } from '../../../server/src/lsp/fixAll.ts';
import { Pause, Wait } from '../../../server/src/lsp/pause.ts';
import { DEFAULT_CLIENT_SETTINGS } from '../../../server/src/protocol/settings.ts';

describe('changedLines', () => {
  it('leaves equal lines alone', () => {
    expect(changedLines('a\nb\nc\n', 'a\nX\nc\n')).toEqual({ range: { start: 2, end: 3 }, newText: 'X' });
    expect(changedLines('\na', '\nb')).toEqual({ range: { start: 1, end: 2 }, newText: 'b' });
    expect(changedLines('\n', 'x\n')).toEqual({ range: { start: 0, end: 0 }, newText: 'x' });
  });

  it('turns any text into any other', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r\n', '😀') });
    fc.assert(fc.property(text, text, (before, after) => applyEdits(before, [changedLines(before, after)]) === after));
  });
});

describe('a hover', () => {
  const shown = (markdown: string): string => {
    const { contents } = toHover(new LineIndex(''), { range: textRange(0, 0), markdown }, 'markdown');
    return typeof contents === 'object' && 'value' in contents ? contents.value : '';
  };

  it('loads no image that a name in the workspace asks for', () => {
    expect(shown('Job `a`![x](https://example.com/x.png)')).not.toContain('![');
    expect(shown('[project](https://example.com)')).toBe('[project](https://example.com)');
  });

  it('shows no more of a value than somebody reads', () => {
    expect(shown('x'.repeat(1_000_000)).length).toBeLessThan(30_000);
  });
});

describe('readSettings', () => {
  it('takes what it knows', () => {
    const settings = {
      check: { scope: 'workspace' },
      rules: { 'hook/order': 'off' },
      codeLens: { hooks: false },
      preview: true,
    };
    expect(readSettings(settings)).toEqual(settings);
  });

  it('has a default for everything of another type', () => {
    for (const value of [null, 3, [], {}, { check: 1, rules: [], preview: 'yes' }, { check: { scope: 'all' } }]) {
      expect(readSettings(value)).toEqual(DEFAULT_CLIENT_SETTINGS);
    }
    expect(readSettings({ rules: { a: 'off', b: 1 } }).rules).toEqual({ a: 'off' });
  });
});

describe('movedOffset', () => {
  it('follows a place through edits before, after and beside it', () => {
    const old = 'one\ntwo\nthree\n';
    const at = old.indexOf('two');
    for (const now of [old, `zero\n${old}`, 'on\ntwo\nthree\n', `${old}four\n`, old.replace('three', 'x')])
      expect(now.slice(movedOffset(old, now, at), at + now.length)).toMatch(/^two/);
  });

  it('knows of no place within what changed', () => {
    expect(movedOffset('a: 1\nb: 2\nc: 3\n', 'a: 9\nb: 7\nc: 8\n', 5)).toBeUndefined();
    expect(movedOffset('a: 1\nb: 2\n', '', 5)).toBeUndefined();
  });
});

describe('Pause', () => {
  it('works once after many wishes, and not later than it may', async () => {
    let times = 0;
    const pause = new Pause(30, 60, () => times++);
    const start = Date.now();
    while (times === 0) {
      pause.ask();
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (Date.now() - start > 2000) break;
    }
    expect(times).toBe(1);
    pause.ask();
    pause.stop();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(times).toBe(1);
  });
});

describe('Wait', () => {
  it('lasts until its time is over, or until it is ended', async () => {
    vi.useFakeTimers();
    try {
      const wait = new Wait();
      const ended: string[] = [];
      void wait.wait(100).then(() => ended.push('over'));
      await vi.advanceTimersByTimeAsync(99);
      wait.end();
      await vi.advanceTimersByTimeAsync(0);
      expect(ended).toEqual(['over']);
      void wait.wait(100).then(() => ended.push('again'));
      await vi.advanceTimersByTimeAsync(99);
      expect(ended).toEqual(['over']);
      await vi.advanceTimersByTimeAsync(1);
      expect(ended).toEqual(['over', 'again']);
    } finally {
      vi.useRealTimers();
    }
  });
});
