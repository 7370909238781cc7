"""The wording of a piece: what gives furniture away, and what sentences of articles must not be taken for it."""

from __future__ import annotations

import pytest

from tristance.articles.blocks import Block
from tristance.articles.openers import opens
from tristance.articles.people import biography, byline
from tristance.articles.phrases import set_phrase
from tristance.articles.sections import in_sections
from tristance.articles.tokens import one_kind


def reason(text: str) -> str:
    """Why a piece would be dropped for its wording alone; a line without a stop is a heading at best."""
    block = Block(text)
    return (
        opens(block) or one_kind(block) or set_phrase(block) or byline(block) or ("" if block.finished else "heading")
    )


SENTENCES = (
    "By 2030, the ferry will carry twice as many people as it does today.",
    "By Monday evening, 40 villages had been cut off.",
    "Subscribers to the paper said they had not been told of the change.",
    "Share prices of the ferry company fell by 12 percent on Monday.",
    "Sharing intelligence with the neighbours is a matter of trust, the minister said.",
    "The photo was taken in 1911, when the pier was new, and hangs in the town hall.",
    "In the photo, the two leaders shake hands in front of the ferry.",
    "Related to this is the question of who pays for the pier.",
    "More than 40 people were injured when the pier gave way.",
    "Read together, the two statements contradict each other.",
    "Follow-up talks are planned for May, the official said.",
    "Copyright law has not kept up with the machines, the judge said.",
    "Cookies and other sweets were handed out to the children at the pier.",
    "We use cookies, flour and sugar from the island, the baker said.",
    "Advertisement spending rose by a third last year, the report said.",
    "Notes on the meeting were passed to the ministry on the following day.",
    "Comments by the minister angered the union, which called for a strike.",
    "This story was first told by the fishermen of Hame.",
    "The writer is not known, but the letter is dated 1717.",
    "The author of the report said the ferry was safe.",
    "See also the letter of the governor, in which he denied it all.",
    "Watch the water and you will see the herring, the old man said.",
    "Contact between the two governments was broken off in May.",
    "Email traffic between the two offices rose.",
    "For more information to reach the public, the law must change, she said.",
    "For further details of the plan, people had to wait until Friday.",
    "Sign up rates for the militia have fallen to half of what they were.",
    "Support for the plan fell to 40 percent in May.",
    "Support our troops, the banner said, but nobody stopped to read it.",
    "If you like the sea, you will like the island, its mayor said.",
    "Become a member of the alliance and you lose your freedom, he warned.",
    "Donate blood, the mayor told the citizens, and they came in hundreds.",
    "Kim is a professor of law and was never a minister.",
    "“Like us, they are afraid,” the fisherman said.",
    "Like their neighbours, they voted for the pier.",
    "Find a way out of the dispute, the king told them.",
    "Join the alliance on Monday or never, the envoy said.",
    "Print runs doubled, and the paper was sold out by noon.",
    "Get your own boat, the ferryman told the newspaper by e-mail.",
    "Video of the accident was shown on the evening news.",
    "Video: the new weapon of the candidates, and why they fear it, was the title of her talk.",
    "Analysis: this is not what it seems, he said.",
    "Tags are worn by all the sheep of the island.",
    "No part of the island may be sold without permission of the council.",
    "Reproduction of the herring is prohibited from being disturbed by law.",
    "Previous talks had failed over the question of the fishing limits.",
    "Correction of the border took two hundred years.",
    "Sources said the talks would go on.",
    "You have read the law, said the judge, and you broke it within a month.",
    "To continue reading the law as it stands would be folly, the court said.",
    "Already a member of the union, the country wants a place in the council.",
    "Download the app, officials told the pilgrims, and show it at the pier.",
    "Address: the nation must, said the adviser, and the president did so on Sunday.",
    "Photos: none survive from that night, but drawings do, the museum said.",
    "The two sides signed the deal on May 3, 2014 (photo) in Geneva.",
    "According to Reuters, the talks broke down on Monday.",
    "The report was first published by AP.",
    "He was arrested, according to Yonhap.",
    "The agency said so on Monday. (Yonhap)",
    "SEOUL, Aug. 5 (Yonhap) -- The two sides met on Monday.",
    "TOKYO (Reuters) - The two sides met on Monday.",
    "Click here to see the future of farming, the sign on the barn says.",
    "Log in to comment on the law is what citizens were asked to do.",
    "This photo opportunity was the last of the campaign.",
    "In this picture of the world, there is no room for doubt, the author writes.",
    "This article was signed by both sides in May.",
    "This report was published on Monday by the council and says that the pier is safe.",
    "Map of the coast in hand, the pilot set out for the islands.",
    "An earlier version of this report was published by the council in May.",
    "The harbour office contributed to this report, which found that the pier is safe.",
    "The code was copied from the old ferry company, the judge said.",
    "It is lawful to (a) fish. It is lawful to (b) sail. (c) All else is forbidden.",
    "Click here to subscribe, the page of the sect told its readers, and they did.",
    "The chart of the coast (photo) hangs in the town hall.",
)

FURNITURE = (
    "Photo by Kim Min-su",
    "[Photo by Kim Min-su]",
    "(Photo courtesy of the Ministry of Defense)",
    "Soldiers march in Seoul, Monday. AP-Yonhap",
    "Soldiers march in Seoul, Monday. / Yonhap",
    "Soldiers march in Seoul on Monday. [YONHAP]",
    "President Kim speaks at a meeting in Seoul on Monday. Korea Times photo by Choi Won-suk",
    "This file photo, taken on May 3, 2018, shows a ferry at the pier. (Yonhap)",
    "In this May 3, 2018 file photo, a ferry waits at the pier.",
    "Ferry at pier (Getty Images)",
    "Read more: Ferry to stop in May",
    "READ ALSO: Ferry to stop in May.",
    "Also read | Ferry to stop in May",
    "ALSO READ Ferry to stop in May",
    "Related: How the ferry was saved.",
    "Subscribe to our newsletter and never miss a story.",
    "Sign up for our weekly newsletter to get the best stories.",
    "Follow us on Facebook and Twitter.",
    "© 2020 The Harbour Post. All rights reserved.",
    "Copyright © 2020 Yonhap News Agency. All rights reserved.",
    "<Copyright(c) Yonhap News Agency prohibits its content from being redistributed or reprinted without consent.>",
    "This website uses cookies to improve your experience.",
    "We use cookies to give you the best experience. By continuing you agree.",
    "By continuing to use this site you agree to our use of cookies.",
    "Your email address will not be published. Required fields are marked *",
    "Leave a Reply",
    "Comments",
    "3 Comments",
    "Print",
    "Listen",
    "Listen to this article",
    "5 min read",
    "Font Size",
    "Home > News > Politics",
    "Advertisement",
    "ADVERTISEMENT - CONTINUE READING BELOW",
    "Kim Min-su / Reporter",
    "Kim Min-su, staff reporter",
    "By Kim Min-su, staff reporter",
    "By Kim Min-su and Lee Ha-na",
    "By Kim Min-su (minsu@paper.example)",
    "minsu@paper.example",
    "Kim Min-su is a reporter. minsu@paper.example",
    "Updated: May 3, 2020 14:05 KST",
    "2020-05-03 14:05:12",
    "May 3, 2020",
    "(END)",
    "* * *",
    "Tags: ferry, pier, election",
    "#ferry #pier",
    "1.2K shares",
    "125 Shares",
    "Share on Facebook",
    "Please direct questions or comments to [post@paper.example]",
    "The views expressed here are the author's own and do not reflect the position of the paper.",
    "Do you like this content? Consider helping us!",
    "Support our journalism with a donation.",
    "Click here to read the Korean version.",
    "Go to top",
    "Already a subscriber? Log in",
    "(Reporting by A Kim; Editing by B Lee)",
    "Most Viewed",
    "Editor's Picks",
    "Recommended for you",
    "What to read next",
    "Trending now",
    "Popular articles",
    "This article was originally published in the Korean edition.",
    "Get our newsletter in your inbox every morning.",
    "Enter your email address",
    "Image: Ferry at the pier",
    "Image caption The ferry at the pier in May",
    "Image source, Getty Images",
    "Copy link",
    "Add as preferred source on Google",
)

REASONS = (
    ("Share articles", "share bar"),
    ("2,500 $", "widget"),
    ("Posted on : 2016-02-11 08:30 KST Modified on : 2016-02-12 09:05 KST", "date"),
    ("Saturday, April 4, 2020", "date"),
    ("November 24, 2014, 03:14", "date"),
    ("3 hours ago", "date"),
    ("By Ana Kim, staff reporter", "byline"),
    ("Related stories", "related stories"),
    ("Most viewed articles", "related stories"),
    ("Leave a Reply", "comment form"),
    ("Your email address will not be published. Required fields are marked *", "comment form"),
    ("Please direct questions or comments to [post@paper.example]", "contact"),
    ("We use cookies on this site.", "cookie notice"),
    ("Copyright © 2020 The Paper", "copyright"),
    ("[Photo by Ana Kim]", "caption"),
    ("Home > News > Politics", "navigation"),
    ("Tags: pier, ferry", "tags"),
    ("(END)", "separator"),
    ("* * *", "separator"),
    ("Subscribe to our newsletter.", "newsletter"),
    ("Advertisement", "advertisement"),
    ("Do you like this? Consider supporting us!", "donation"),
    ("References", "footnote"),
    ("Editor's note: This text was cut.", "editor's note"),
)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_of_an_article_is_kept(text: str) -> None:
    assert reason(text) == ""


@pytest.mark.parametrize("text", FURNITURE)
def test_furniture_is_known(text: str) -> None:
    assert reason(text) != ""


@pytest.mark.parametrize(("text", "expected"), REASONS, ids=[text for text, _ in REASONS])
def test_the_reason_is_named(text: str, expected: str) -> None:
    assert reason(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ana Kim is a staff writer at the Harbour Post.",
        "The author is a professor of history at the University of Bira.",
        "Ana Kim covers the coast for this magazine.",
        "Jon Arve, a former pilot, is a senior fellow at the Institute for Coastal Studies.",
    ],
)
def test_a_biography_is_known(text: str) -> None:
    assert biography(Block(text))


@pytest.mark.parametrize(
    "text",
    [
        "The pier is a burden on the town.",
        "Japan is an island country with a long history of ferries.",
        "It is the reporter who decides, in the end, what the reader learns.",
        "“Ana Kim is a writer,” he said.",
    ],
)
def test_a_closing_sentence_is_no_biography(text: str) -> None:
    assert not biography(Block(text))


LONG = "The council met again on Monday to talk about the pier, and put off its decision until the office has reported."
HEADLINE = "Pier to be closed until May"


def sections(*texts: str) -> list[str]:
    """The section that each of the pieces lies in."""
    return in_sections([Block(text) for text in texts], [""] * len(texts))


def test_headlines_behind_related_stories_are_left_out() -> None:
    assert sections(LONG, "Related stories", HEADLINE, HEADLINE) == ["", *["related stories"] * 3]


def test_a_teaser_does_not_resume_the_article() -> None:
    assert sections(LONG, "Most read", HEADLINE, LONG, HEADLINE, LONG)[1:] == ["related stories"] * 5


def test_prose_behind_prose_resumes_the_article() -> None:
    assert sections(LONG, "Related stories", HEADLINE, LONG, LONG, LONG)[3:] == ["", "", ""]


def test_comments_do_not_resume_it_though_they_are_prose() -> None:
    assert set(sections(LONG, LONG, LONG, LONG, "3 Comments", "Ana says:", LONG, LONG, LONG)[4:]) == {"comment form"}


def test_comments_below_related_stories_are_comments() -> None:
    assert set(sections(LONG, LONG, LONG, LONG, "Related stories", HEADLINE, "Comments", LONG, LONG, LONG)[6:]) == {
        "comment form"
    }


def test_a_comments_button_above_the_article_hides_nothing() -> None:
    assert sections("Comments", LONG, LONG, LONG) == ["comment form", "", "", ""]
