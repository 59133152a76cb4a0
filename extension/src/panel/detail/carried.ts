/** What a post carries below its text. LinkedIn shows one thing: the picture, or else a card of the first link. */
import { addressesIn } from "../../shared/post";
import type { Suggestion } from "../../shared/shapes";
import type { Way } from "./options";

export type Carried =
  | { readonly is: "picture"; readonly image: NonNullable<Suggestion["image"]>; readonly language?: string | undefined }
  | { readonly is: "card"; readonly host: string };

/** `url` is our link, which leads to the suggestion's destination. */
export function carriedBy(value: string, way: Way, suggestion: Suggestion, url: string | undefined): Carried | undefined {
  const { image, destination_url: destination } = suggestion;
  const picture = image === null ? undefined : ({ is: "picture", image } as const);
  if (way === "photo") return picture;
  const [address] = addressesIn(value);
  const leadsTo = address === url ? (destination ?? undefined) : address;
  const host = leadsTo === undefined ? undefined : URL.parse(leadsTo)?.hostname;
  // without a card there is room for the picture
  return host === undefined ? picture : { is: "card", host };
}
