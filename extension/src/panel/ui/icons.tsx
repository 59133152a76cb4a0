/** The panel's drawings, on one 20 by 20 grid with one line width; drawn for Vertel. */
import type { ComponentChildren } from "preact";
import { BUBBLE, QUOTE, SECOND_QUOTE } from "../../shared/logo";
import type { Kind } from "../../shared/shapes";

const drawings = {
  search: <path d="M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12Zm4.300-1.700L17 17" />,
  close: <path d="m5 5 10 10M15 5 5 15" />,
  back: <path d="M16 10H4m5-5-5 5 5 5" />,
  gear: <path d="M3 6h8m4 0h2M3 14h2m4 0h8M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z" />,
  forward: <path d="m7.500 4 6 6-6 6" />,
  unfold: <path d="m4 7.500 6 6 6-6" />,
  person: <path d="M10 10a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7Zm-7 8c0-3.600 3.100-5.500 7-5.500s7 1.900 7 5.500" />,
  eye: <path d="M2 10c2-3.500 4.700-5.500 8-5.500s6 2 8 5.500c-2 3.500-4.700 5.500-8 5.500S4 13.500 2 10Zm8 2.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z" />,
  clock: <path d="M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16Zm0-13v5l3.500 2" />,
  moon: <path d="M16.500 12A7 7 0 0 1 8 3.500a7 7 0 1 0 8.500 8.500Z" />,
  door: <path d="M11 3H4v14h7M8.500 10H17m-3.500-3.500L17 10l-3.500 3.500" />,
  download: <path d="M10 3v9m-4-3.500 4 4 4-4M3.500 16.500h13" />,
  idea: <path d="M7.500 14.500c0-2.200-2.500-3-2.500-6.500a5 5 0 0 1 10 0c0 3.500-2.500 4.300-2.500 6.500h-5Zm.500 3h4" />,
  like: <path d="M10 16.500 4 10.400a3.800 3.800 0 0 1 5.400-5.300l.600.600.600-.600a3.800 3.800 0 0 1 5.400 5.300L10 16.500Z" />,
  plus: <path d="M10 4v12M4 10h12" />,
  camera: <path d="M3 6.500h3.500l1.500-2h4l1.500 2H17v9.500H3zM10 13.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z" />,
  chart: <path d="M3 17h14M5 14v-3m5 3V4.500m5 9.500V8" />,
  insert: <path d="M7 3c2 0 3 .7 3 2v10c0 1.300-1 2-3 2m6-14c-2 0-3 .7-3 2m3 12c-2 0-3-.7-3-2M2.500 10h3m9 0h3" />,
  copy: <path d="M7 7h9v10H7zM13 7V3H4v10h3" />,
  share: <path d="M10 12V3m-3.500 3L10 2.500 13.500 6M6.500 9H4v8.500h12V9h-2.500" />,
  check: <path d="m4 10.500 4 4 8-9" />,
  warning: <path d="M10 6.500v4.500m0 3v.1M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16Z" />,
  offline: <path d="M2 8a12 12 0 0 1 4-2.500m4-1A12 12 0 0 1 18 8M5 11.500a8 8 0 0 1 3-1.700m4 .2a8 8 0 0 1 3 1.500M10 16v.1M3 2l14 16" />,
  hand: <path d="M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM4.500 15.500l11-11" />,
  bookmark: <path d="M5.500 3h9v14L10 13.500 5.500 17Z" />,
  hidden: <path d="M8 5.200A8 8 0 0 1 10 5c3.500 0 6 2 8 5a15 15 0 0 1-2 2.500M13 14.300A8 8 0 0 1 10 15c-3.500 0-6-2-8-5a14 14 0 0 1 3.200-3.600M8.300 8.400a2.300 2.300 0 0 0 3.200 3.200M3 2.500l14 15" />,
  shown: <path d="M2 10c2-3 4.500-5 8-5s6 2 8 5c-2 3-4.500 5-8 5s-6-2-8-5Zm8 2.300a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600Z" />,
  story: <path d="M8 5C5 6 3 8.500 3 11.500a2.500 2.500 0 1 0 2.500-2.500M17 5c-3 1-5 3.500-5 6.500A2.500 2.500 0 1 0 14.500 9" />,
  team_moment: <path d="M7 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-5 8c0-3 2-5 5-5s5 2 5 5M13 3.300a3 3 0 0 1 0 5.400m2 3.800c1.800.7 3 2.300 3 4.500" />,
  success: <path d="m10 3 2.100 4.500 4.900.7-3.500 3.400.8 4.900-4.300-2.300-4.300 2.300.8-4.900L3 8.200l4.900-.7L10 3Z" />,
  vacancy: <path d="M3 7h14v9.500H3zM7 7V3.500h6V7M3 11.500h14M10 10.500v2" />,
  event: <path d="M3 4.500h14v12.500H3zM3 8.500h14M7 2.500v4m6-4v4" />,
  article: <path d="M4 3h8l4 4v10H4zM12 3v4h4M7 10.500h6M7 13.500h6" />,
} satisfies Record<Kind, ComponentChildren> & Record<string, ComponentChildren>;

export type IconName = keyof typeof drawings;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      class={["back", "forward", "door"].includes(name) ? "icon directed" : "icon"}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {drawings[name]}
    </svg>
  );
}

/** The mark: the same drawing as in icons/mark.svg, in the accent colour of the theme. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 128 128" aria-hidden="true">
      <path fill="var(--accent)" d={BUBBLE} />
      <g fill="var(--on-accent)">
        <path d={QUOTE} />
        <path transform={SECOND_QUOTE} d={QUOTE} />
      </g>
    </svg>
  );
}
