/** A suggestion's picture, fetched by the worker because only the worker has the token. */
import { useEffect, useState } from "preact/hooks";
import { pictureHere, pictureOf } from "./pictures";

/** After so long a picture that did not come is asked for again; then after four times as long, and so on. */
const AGAIN_MS = 5000;

interface Props {
  readonly id: string;
  readonly alt: string;
  readonly class?: string;
}

export function Picture({ id, alt, class: name }: Props) {
  const [url, setUrl] = useState(pictureHere(id));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    // also when it has come since this was drawn
    const look = async (waitMs: number): Promise<void> => {
      const found = await pictureOf(id);
      if (over) return;
      if (found === undefined) timer = setTimeout(() => void look(4 * waitMs), waitMs);
      else setUrl(found);
    };
    void look(AGAIN_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [id]);
  // without a picture its place stays, calm and grey, and says in words what it would show
  if (url === undefined) return <span class={name} role={alt === "" ? undefined : "img"} aria-label={alt || undefined} />;
  return <img class={name} src={url} alt={alt} />;
}
