/** A suggestion's picture, fetched by the worker because only the worker has the token. */
import { useEffect, useState } from "preact/hooks";
import type { FocalPoint } from "vertel-schema";
import { pictureHere, whenHere } from "./pictures";

interface Props {
  readonly id: string;
  readonly alt: string;
  /** Of the description. */
  readonly language?: string | undefined;
  readonly class?: string;
  /** What stays in sight where its edges are cut off; its middle where nobody said. */
  readonly focal_point?: FocalPoint | null | undefined;
}

export function Picture({ id, alt, language, class: name, focal_point: at }: Props) {
  const [url, setUrl] = useState(pictureHere(id));
  // also when it has come since this was drawn
  useEffect(() => whenHere(id, setUrl), [id]);
  // without a picture its place stays, calm and grey, and says in words what it would show
  if (url === undefined) return <span class={name} lang={language} role={alt === "" ? undefined : "img"} aria-label={alt || undefined} />;
  return <img class={name} lang={language} src={url} alt={alt} style={at ? `object-position:${String(at.x)}% ${String(at.y)}%` : undefined} />;
}
