/** The panel's drawings, and those that only the console needs, on the same grid; drawn for Vertel. */
import type { ComponentChildren } from "preact";
import { Icon as PanelIcon, type IconName as PanelIconName } from "../../panel/ui/icons";

const drawings = {
  menu: <path d="M3 5.500h14M3 10h14M3 14.500h14" />,
  today: <path d="M10 2.500v2m0 11v2M2.500 10h2m11 0h2M4.700 4.700l1.400 1.400m7.800 7.800 1.400 1.400m0-10.600-1.400 1.400m-7.800 7.800-1.400 1.400M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z" />,
  list: <path d="M3 5h1m3 0h10M3 10h1m3 0h10M3 15h1m3 0h10" />,
  ask: <path d="M3 4h14v10h-6l-4 3.500V14H3zM8.300 7.500a1.800 1.800 0 1 1 2.500 1.700c-.5.200-.8.500-.8 1.100m0 1.600v.1" />,
  link: <path d="M8.500 11.500a3 3 0 0 0 4.300 0l2.900-2.900a3 3 0 0 0-4.300-4.300L10 5.700m1.500 2.800a3 3 0 0 0-4.300 0l-2.900 2.900a3 3 0 0 0 4.300 4.300l1.400-1.400" />,
  upload: <path d="M10 12.500v-9M6 7l4-4 4 4M3.500 16.500h13" />,
  people: <path d="M7 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-5 8c0-3 2-5 5-5s5 2 5 5M13 3.300a3 3 0 0 1 0 5.400m2 3.800c1.800.7 3 2.300 3 4.500" />,
  pencil: <path d="m4 16 .8-3.500L13 4.300l2.700 2.700-8.200 8.200L4 16Zm7.500-10.200 2.700 2.700" />,
  trash: <path d="M4 5.500h12M8 5V3h4v2M5.500 5.500l.7 11.500h7.600l.7-11.500M8.500 9v5m3-5v5" />,
  previous: <path d="m12.500 4-6 6 6 6" />,
  mail: <path d="M3 5h14v10H3zl7 5.500L17 5" />,
  key: <path d="M12.500 12a4.500 4.500 0 1 0-4.300-3.200L3 14v3h3v-2h2v-2l1.200-1.200c1 .1 2.100.2 3.300.2Zm.8-4.800v.1" />,
} satisfies Record<string, ComponentChildren>;

type OwnName = keyof typeof drawings;
export type IconName = OwnName | PanelIconName;

const isOwn = (name: IconName): name is OwnName => Object.hasOwn(drawings, name);

export function Icon({ name }: { readonly name: IconName }) {
  if (!isOwn(name)) return <PanelIcon name={name} />;
  return (
    <svg
      class={name === "previous" ? "icon directed" : "icon"}
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
