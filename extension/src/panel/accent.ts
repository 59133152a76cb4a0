/** The organisation's accent colour, in place of Vertel's own, wherever the tokens say accent. */
import type { Accent } from "../shared/shapes";

/** In step with `SOFT` in the server's accent_colors.py, which measures the contrast on it. */
const SOFT = "12%";

const perGround = (light: string, dark: string): string => `light-dark(${light}, ${dark})`;

const NAMES = ["--accent", "--accent-hover", "--on-accent", "--accent-soft"] as const;

function tokensOf({ light, dark }: Accent): Record<(typeof NAMES)[number], string> {
  return {
    "--accent": perGround(light, dark),
    "--accent-hover": perGround(`color-mix(in srgb, ${light} 85%, #000)`, `color-mix(in srgb, ${dark} 85%, #fff)`),
    "--on-accent": perGround("#ffffff", "#1a1a1a"),
    "--accent-soft": `color-mix(in srgb, var(--accent) ${SOFT}, var(--ground))`,
  };
}

/** Null for Vertel's own. */
export function showAccent(accent: Accent | null): void {
  const { style } = document.documentElement;
  const tokens = accent === null ? undefined : tokensOf(accent);
  for (const name of NAMES) {
    if (tokens === undefined) style.removeProperty(name);
    else style.setProperty(name, tokens[name]);
  }
}
