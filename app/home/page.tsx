import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { choicesOf, chooseHat, Frame } from "@/app/_web/frame";
import { page } from "@/app/_web/page";
import { currentHats, placeOf } from "@/app/_web/scope";
import { Main } from "@/components/shell/main";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "Choose a place" };

/** Asks who is signed in: never made beforehand. */
export const dynamic = "force-dynamic";

/** Where sign-in leads: straight to the only place that the person is let into, or to a choice of them. */
export default page(async () => {
  const hats = await currentHats();
  const [only] = hats;
  if (only && hats.length === 1) redirect(placeOf(only));
  return (
    <Frame>
      <Main>
        <h1 className="text-title">{hats.length > 0 ? "Where do you want to go?" : "You are not let in anywhere"}</h1>
        {hats.length === 0 && (
          <div className="mt-6">
            <EmptyState title="No school and no authority lets you in at the moment.">
              Access may have come to its end. Ask the school, or the authority's education data team, to let you in.
            </EmptyState>
          </div>
        )}
        <ul className="mt-6 max-w-2xl border-t border-rule">
          {choicesOf(hats).map(({ laCode, urn, name, detail }) => (
            <li key={`${laCode} ${urn}`} className="border-b border-rule">
              <form action={chooseHat}>
                <input type="hidden" name="la" value={laCode} />
                <input type="hidden" name="urn" value={urn ?? ""} />
                <button type="submit" className="block w-full cursor-pointer px-2 py-4 text-left hover:bg-wash">
                  <span className="text-link text-large font-semibold">{name}</span>
                  <span className="block text-muted">{detail}</span>
                </button>
              </form>
            </li>
          ))}
        </ul>
      </Main>
    </Frame>
  );
});
