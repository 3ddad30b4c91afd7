"""Every topic of the sample webhooks; those in English are written here.

Does not know how a webhook is laid out, signed or sent.
"""

from rivermon.simulator.chinese_topics import CHINESE_TOPICS
from rivermon.simulator.topic import Topic

_MOVIES = Topic(
    event="new_movie_suggestion",
    workflow="movie_suggester",
    category="movies",
    titles=(
        "The Lighthouse Keeper's Clock",
        "Seven Minutes to Midnight Harbour",
        "Paper Boats on the Danube",
        "The Cartographer of Small Rooms",
        "Winter Has No Postman",
        "A Quiet Theft in Lisbon",
        "Signals from the Salt Flats",
        "The Last Projectionist",
    ),
    sentences=(
        "A retired engineer finds that every clock in her village stops at the same minute.",
        "The story takes its time, and the slow first hour makes the ending hit harder.",
        "It was shot almost entirely at dusk, so the whole film seems to hold its breath.",
        "You liked quiet mysteries with a dry sense of humour, and this is one of the best.",
        "Two strangers share a train compartment and a secret that neither of them can keep.",
        "The score is a single cello, recorded in an empty swimming hall.",
        "Critics were divided about the dream sequence; most viewers remember nothing else.",
        "Watch it in the original language if you can, because half the jokes are in the accents.",
        "Its heroine never explains herself, which is exactly why you keep watching her.",
        "At ninety-four minutes it is short enough for a weekday evening.",
    ),
    details={
        "year": (1974, 1988, 1999, 2007, 2013, 2019, 2023),
        "director": ("Ines Carvalho", "Tomas Lindqvist", "Ruth Adeyemi", "Marek Dvorsky"),
    },
)
_SUPPORT = Topic(
    event="support_reply",
    workflow="support_assistant",
    category="billing",
    titles=(
        "Re: I was charged twice this month",
        "Re: Where can I download my invoice?",
        "Re: Changing the card on my account",
        "Re: Refund for an unused seat",
        "Re: VAT number missing on the receipt",
        "Re: Upgrade in the middle of the year",
    ),
    sentences=(
        "Thank you for writing, and for sending the receipt along with your message.",
        "I can see both charges on your account, and the second one is indeed ours to give back.",
        "The refund left us this morning and usually shows up within three to five working days.",
        "You will find every invoice under Settings, then Billing, then Documents.",
        "Nothing changes for your team in the meantime: all seats stay active.",
        "If your bank shows a pending charge, it will disappear by itself and needs no action.",
        "I have added your VAT number, so that the next receipts carry it from the start.",
        "When you upgrade in mid-term you only pay for the days that are left.",
        "Please answer to this message if anything still looks wrong; it comes straight to me.",
        "I am sorry about the trouble, and I have told the people who can prevent it next time.",
    ),
    details={
        "sentiment": ("calm", "annoyed", "grateful", "worried"),
        "priority": ("low", "normal", "high"),
        "ticket": ("T-20417", "T-20433", "T-20458", "T-20502"),
    },
)
_PRODUCTS = Topic(
    event="product_description",
    workflow="catalog_writer",
    category="catalog",
    titles=(
        "Fjord 22 Waxed Canvas Backpack",
        "Alder Pour-Over Kettle, 0.9 Litre",
        "Meridian Desk Lamp in Brushed Brass",
        "Tidewater Wool Blanket",
        "Orchard Cast-Iron Pan, 26 cm",
        "Harrier Folding Umbrella",
    ),
    sentences=(
        "Made in small batches from materials that get better looking with use.",
        "The seams are double stitched where it matters and left simple where it does not.",
        "It weighs less than it looks and packs flat when the trip is over.",
        "Every part that can wear out can be replaced without a special tool.",
        "The finish hides fingerprints and wipes clean with a damp cloth.",
        "We tested it for two winters before we put our name on it.",
        "Fits under an aircraft seat, and has a pocket exactly where your ticket wants to be.",
        "Delivered in a plain cardboard box without any plastic at all.",
        "The handle stays cool, the spout pours in a thin, steady line, and the lid never rattles.",
        "Comes with a ten-year promise: if it breaks, we mend it or send you a new one.",
    ),
    details={
        "price": (24.5, 39.9, 64.95, 89.9, 129.5),
        "currency": ("EUR", "USD", "GBP"),
        "sku": ("FJ-22-OLV", "AL-09-STL", "MD-01-BRS", "TW-140-GRY"),
    },
)
_NEWS = Topic(
    event="article_summary",
    workflow="news_summarizer",
    category="news",
    titles=(
        "City council votes to reopen the old tram line",
        "Heat pumps overtake gas boilers for the first time",
        "Researchers map the sea floor with borrowed fishing boats",
        "Small libraries lend far more than books",
        "Why the night train came back",
        "Farmers try a radio network of their own",
    ),
    sentences=(
        "The decision passed by two votes after a debate that ran well past midnight.",
        "Supporters point to the figures of the trial year, which beat every forecast.",
        "Opponents worry about the cost of maintenance, which nobody has put into writing.",
        "Work is to begin in spring, starting with the section between the harbour and the market.",
        "The authors publish all their measurements, so that others can check the result.",
        "One of the mayors involved calls it the cheapest good idea of her career.",
        "What happens after the first five years of funding remains an open question.",
        "Similar projects in neighbouring regions will be watching closely.",
        "The numbers are small, but the direction has not changed in eleven months.",
        "The article closes with the view of a conductor who has worked the line since 1986.",
    ),
    details={
        "reading_minutes": (3, 4, 6, 9),
        "keywords": (("transport", "cities"), ("energy", "homes"), ("science", "sea")),
    },
)
_CHAT = Topic(
    event="new_chat",
    workflow="chat_assistant",
    category="chat",
    titles=(
        "How to keep basil alive on a windowsill",
        "Explaining compound interest to a ten-year-old",
        "A gentle plan for a first half marathon",
        "What to ask when viewing a flat",
        "Packing for four days with one small bag",
        "Making a shared calendar that people use",
    ),
    sentences=(
        "The short answer is yes, as long as you are willing to do a little every week.",
        "Start with the smallest version that could possibly work and watch what happens.",
        "Most people give up in the second week, so plan that one to be the easiest.",
        "Think of it as a snowball: at first you push, and later it rolls by itself.",
        "Write down three questions beforehand; you will forget all the others anyway.",
        "Water from below, in the morning, and only when the soil feels dry to the touch.",
        "If something hurts, rest for two days rather than pushing on for one.",
        "Roll soft things, fold stiff things, and wear whatever is heavy.",
        "It helps to agree on one place where the truth is kept and to ignore all copies.",
        "Would you like me to turn this into a checklist that you can print?",
    ),
    details={"tone": ("friendly", "brief", "encouraging"), "follow_up": (True, False)},
)
TOPICS: tuple[Topic, ...] = (_MOVIES, _SUPPORT, _PRODUCTS, _NEWS, _CHAT, *CHINESE_TOPICS)
"""Every topic, the Chinese ones last."""

ANY_TOPIC: Topic = _CHAT
"""Lends its words to event names that have no topic of their own."""
