/** A suggestion's picture, small, around what matters in it; the sign of its kind where it has none. */
import type { Suggestion } from "../../shared/shapes";
import { Picture } from "../../panel/ui/picture";
import { Icon } from "./icons";

export function Thumbnail({ of: { image, kind } }: { readonly of: Suggestion }) {
  return (
    <span class={image === null ? "thumbnail" : "thumbnail pictured"}>
      {image === null ? <Icon name={kind} /> : <Picture {...image} alt="" />}
    </span>
  );
}
