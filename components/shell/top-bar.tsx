import Link from "next/link";
import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/text-link";

/** One of the places that the person may go to, as the switcher lists it. */
export interface PlaceChoice {
  laCode: string;
  urn: string | null;
  name: string;
  /** The level or the role, in words. */
  detail: string;
}

interface Props {
  /** Whose data this is; nothing where the page is nobody's. */
  place?: { name: string; detail: string };
  choices: PlaceChoice[];
  person: { name: string; email: string };
  /** Server actions; `choose` reads the fields `la` and `urn`. */
  choose(form: FormData): Promise<void>;
  signOut(): Promise<void>;
}

interface MenuProps {
  label: ReactNode;
  about: string;
  /** Its label gives way first where there is little room. */
  shrinks?: boolean;
  children: ReactNode;
}

function Menu({ label, about, shrinks, children }: MenuProps) {
  return (
    <details name="top-bar" className={`group sm:relative ${shrinks ? "min-w-0" : "shrink-0"}`}>
      <summary
        className="flex min-h-8 min-w-0 cursor-pointer list-none items-center gap-2 hover:underline"
        title={about}
      >
        <span className="sr-only">{about}: </span>
        {label}
        <svg
          viewBox="0 0 10 6"
          aria-hidden="true"
          className="h-1.5 w-2.5 shrink-0 group-open:rotate-180"
          fill="currentColor"
        >
          <path d="M0 0h10L5 6z" />
        </svg>
      </summary>
      <div className="absolute inset-x-2 top-12 z-10 sm:inset-x-auto sm:right-0 sm:top-full sm:mt-2 sm:w-80 border border-rule bg-paper p-4 text-ink shadow-menu sm:max-h-[70vh] sm:overflow-y-auto">
        {children}
      </div>
    </details>
  );
}

function Switcher({ place, choices, choose }: Pick<Props, "place" | "choices" | "choose">) {
  if (!place) return null;
  if (choices.length < 2) {
    return (
      <p className="min-w-0 truncate">
        <span className="sr-only">Data of </span>
        <strong>{place.name}</strong>
      </p>
    );
  }
  return (
    <Menu about="Whose data this is" shrinks label={<strong className="truncate">{place.name}</strong>}>
      <p className="font-semibold">Go to</p>
      <ul className="mt-2">
        {choices.map(({ laCode, urn, name, detail }) => (
          <li key={`${laCode} ${urn}`}>
            <form action={choose}>
              <input type="hidden" name="la" value={laCode} />
              <input type="hidden" name="urn" value={urn ?? ""} />
              <button type="submit" className="block w-full cursor-pointer py-2 text-left hover:bg-wash">
                <span className="text-link">{name}</span>
                <span className="block text-dense text-muted">{detail}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </Menu>
  );
}

/** Where there is little room, it belongs to whose data this is. */
function AccountLabel({ name }: { name: string }) {
  return (
    <>
      <span aria-hidden="true" className="sm:hidden">
        Account
      </span>
      <span className="sr-only sm:not-sr-only">{name}</span>
    </>
  );
}

/** The slim bar on top of every signed-in page: product, whose data this is, person. */
export function TopBar({ place, choices, person, choose, signOut }: Props) {
  return (
    <header className="screen-only relative bg-accent-deep text-paper [&_:focus-visible]:outline-paper [&_details_div_:focus-visible]:outline-accent">
      <div className="flex min-h-12 items-center gap-x-6 px-4 py-1">
        <Link href="/home" prefetch={false} className="shrink-0 text-large font-bold">
          Keymark
        </Link>
        <div className="ml-auto flex min-w-0 items-center gap-x-6">
          <Switcher place={place} choices={choices} choose={choose} />
          <Menu about="Your account" label={<AccountLabel name={person.name} />}>
            <p className="font-semibold">{person.name}</p>
            <p className="break-words text-dense text-muted">{person.email}</p>
            {place && <p className="mt-2 text-dense">{place.detail}</p>}
            <p className="mt-4">
              <TextLink href="/account">Sign-in and sessions</TextLink>
            </p>
            <form action={signOut} className="mt-4">
              <button
                type="submit"
                className="min-h-8 w-full cursor-pointer rounded-small border border-edge px-3 py-1 font-semibold hover:bg-wash"
              >
                Sign out
              </button>
            </form>
          </Menu>
        </div>
      </div>
    </header>
  );
}
