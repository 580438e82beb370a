import { scanPattern } from './scan.ts';
import type { Item } from './scan.ts';

/** Sizes of one group's items so far, and of its last item; `repeats` are the products of nested counted repeats. */
interface Frame {
  size: number;
  repeats: number;
  lastSize: number;
  lastRepeats: number;
}

/** Go refuses an item that would stand in the program more often than this by nested repeats. */
const MAX_REPEATS = 1000;

/**
 * About how many instructions a pattern compiles to: its items, each multiplied by the counted repeats around it.
 * Found without compiling, which is what a large pattern makes slow. Zero for repeats that are a syntax error, for
 * then nothing is expanded; other broken patterns get some number.
 */
export function estimateSize(pattern: string): number {
  const frames: Frame[] = [newFrame()];
  for (const item of scanPattern(pattern)) addItem(frames, item, pattern.slice(item.start, item.end));
  while (frames.length > 1) closeGroup(frames);
  const [{ size, repeats } = newFrame()] = frames;
  return repeats > MAX_REPEATS ? 0 : size;
}

function addItem(frames: Frame[], { kind }: Item, text: string): void {
  switch (kind) {
    case 'open':
      frames.push(newFrame());
      break;
    case 'close':
      if (frames.length > 1) closeGroup(frames);
      break;
    case 'count':
      repeatLast(frames, text);
      break;
    case 'quoted':
      addAtom(frames, text.length, 1);
      break;
    case 'class':
    case 'escape':
    case 'char':
      addAtom(frames, 1, 1);
  }
}

function newFrame(): Frame {
  return { size: 0, repeats: 1, lastSize: 0, lastRepeats: 1 };
}

function addAtom(frames: readonly Frame[], size: number, repeats: number): void {
  const frame = frames.at(-1);
  if (!frame) return;
  frame.size += size;
  frame.lastSize = size;
  frame.repeats = Math.max(frame.repeats, repeats);
  frame.lastRepeats = repeats;
}

function closeGroup(frames: Frame[]): void {
  const group = frames.pop();
  if (group) addAtom(frames, group.size + 2, group.repeats);
}

/** `x{2,}` is twice `x` and a loop; `x{2,5}` is two and three optional ones, each with its branch. */
function repeatLast(frames: readonly Frame[], count: string): void {
  const frame = frames.at(-1);
  if (!frame) return;
  const [least = 0, most = 0] = count.slice(1, -1).split(',').map(Number);
  const optional = Math.max(0, most - least);
  const size = Math.max(1, least) * frame.lastSize + optional * (frame.lastSize + 1);
  frame.size += size - frame.lastSize;
  frame.lastSize = size;
  frame.lastRepeats *= Math.max(1, least, most);
  frame.repeats = Math.max(frame.repeats, frame.lastRepeats);
}
