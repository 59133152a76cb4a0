/** Which part of a picture is kept, in parts of its width and height. */

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Frame extends Point {
  readonly width: number;
  readonly height: number;
}

/** Width by height: as feeds show a picture in a row, as a tile, and upright on a phone. */
export const SHAPES = { wide: 1.91, square: 1, tall: 0.8 } as const;
export type Shape = keyof typeof SHAPES;

const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** The largest frame of a shape, made smaller by the zoom, as near to its centre as the picture allows. */
export function framed(ratio: number, shape: number, zoom: number, { x, y }: Point): Frame {
  const width = Math.min(1, shape / ratio) / zoom;
  const height = Math.min(1, ratio / shape) / zoom;
  return { x: within(x - width / 2, 0, 1 - width), y: within(y - height / 2, 0, 1 - height), width, height };
}

export const moved = ({ x, y }: Point, byX: number, byY: number): Point => ({ x: within(x + byX, 0, 1), y: within(y + byY, 0, 1) });
