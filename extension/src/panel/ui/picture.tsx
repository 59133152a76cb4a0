/** A suggestion's picture, fetched by the worker because only the worker has the token. */
import { useEffect, useState } from "preact/hooks";
import { ask } from "../ask";

/** Pictures seen since the panel was opened, so that going back to the list does not blink. */
const seen = new Map<string, string>();

interface Props {
  readonly id: string;
  readonly alt: string;
  readonly class?: string;
}

export function Picture({ id, alt, class: name }: Props) {
  const [url, setUrl] = useState(seen.get(id));
  useEffect(() => {
    if (seen.has(id)) return;
    void ask<"image">({ type: "image", id }).then((reply) => {
      if (!reply.ok) return;
      seen.set(id, reply.value);
      setUrl(reply.value);
    });
  }, [id]);
  // without a picture its place stays, calm and grey, and says in words what it would show
  if (url === undefined) return <span class={name} role={alt === "" ? undefined : "img"} aria-label={alt || undefined} />;
  return <img class={name} src={url} alt={alt} />;
}
