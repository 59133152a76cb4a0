/** What is filled in about a channel, and what of it is sent. */
import type { Channel, ChannelPatch, ChannelRequest } from "vertel-schema";

export interface ChannelForm {
  readonly kind: Channel["kind"];
  readonly name: string;
  /** Empty for one that is kept: it is never read out. */
  readonly address: string;
  readonly language: Channel["language"];
  readonly weekday: Channel["weekday"];
  readonly hour: string;
  readonly team: string;
  readonly location: string;
}

/** Tuesday morning, when most people are in. */
export function emptyForm(locale: string): ChannelForm {
  const language = locale.startsWith("nl") ? "nl" : "en";
  return { kind: "slack", name: "", address: "", language, weekday: "tuesday", hour: "10", team: "", location: "" };
}

export function formOf({ kind, name, language, weekday, hour, team, location }: Channel): ChannelForm {
  return { kind, name, address: "", language, weekday, hour: String(hour), team: team ?? "", location: location ?? "" };
}

export function asRequest(form: ChannelForm): ChannelRequest {
  return { kind: form.kind, address: form.address.trim(), ...withoutAddress(form) };
}

export function asPatch(form: ChannelForm): ChannelPatch {
  const address = form.address.trim();
  return address === "" ? withoutAddress(form) : { ...withoutAddress(form), address };
}

function withoutAddress({ name, language, weekday, hour, team, location }: ChannelForm) {
  const audience = { team: team === "" ? null : team, location: location.trim() === "" ? null : location.trim() };
  return { name: name.trim(), language, weekday, hour: Number(hour), ...audience };
}
