import { renderSVG } from "uqr";
import type { Offer } from "@/lib/access/second-factor";

const inFours = (secret: string) => secret.match(/.{1,4}/g)?.join(" ") ?? secret;

/** The picture that an authenticator app reads, and the same as text. */
export function OfferPicture({ offer }: { offer: Offer }) {
  const picture = renderSVG(offer.uri, { border: 2 });
  return (
    <ol className="mb-6 list-decimal space-y-4 pl-6">
      <li>
        Open an authenticator app on your phone (Microsoft Authenticator, Google Authenticator, the passwords app of an
        iPhone, or any other), or one on your computer.
      </li>
      <li>
        <p>Add an account in it by scanning this picture.</p>
        {/* biome-ignore lint/performance/noImgElement: a picture made here, not a file to optimise */}
        <img
          src={`data:image/svg+xml,${encodeURIComponent(picture)}`}
          alt="QR code for an authenticator app; the key below says the same"
          width={200}
          height={200}
          className="mt-2 border border-rule"
        />
        <p className="mt-2">Or type this key into it:</p>
        <p className="mt-1 break-words font-semibold tracking-wide">{inFours(offer.secret)}</p>
      </li>
      <li>Enter the six digits that it shows now.</li>
    </ol>
  );
}
