"""The set phrases of web pages, each with the reason to drop a piece that starts with it.

A rule is tried on short pieces only (``most`` words), and where it could also start a sentence of an article it asks
for more than the one word: an article may well report on cookies, subscriptions or a photo opportunity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tristance.articles.lazily import pattern


@dataclass(frozen=True)
class Phrase:
    """A pattern that matches at the start of a lower-cased piece of at most ``most`` words."""

    reason: str
    most: int
    pattern: re.Pattern[str]


def _phrase(reason: str, most: int, *alternatives: str) -> Phrase:
    return Phrase(reason, most, pattern("|".join(f"(?:{each})" for each in alternatives)))


_AGENCIES = (
    r"(?:a[pf]p?|reuters|yonhap(?: news(?: agency)?| photo)?|newsis|news1|getty(?: images)?|epa(?:-efe)?|xinhua|"
    r"kyodo|jiji|"
    r"upi|tass|dpa|bloomberg|shutterstock|istock|alamy|unsplash|wikimedia(?: commons)?|flickr|afp|"
    r"(?:the )?korea (?:times|herald)|joongang(?: photo| ilbo)?|hankyoreh|courtesy(?: of .{1,40})?|file|handout|"
    r"captured .{0,40}|screenshot .{0,40}|provided by .{1,40})"
)

PHRASES: tuple[Phrase, ...] = (
    _phrase(
        "separator",
        4,
        r"\W*(?:end|ends|-?30-?|the end)\W*$",
        r"[^\w]+$",
    ),
    _phrase(
        "advertisement",
        10,
        r"(?:advertisements?|adverts?|ads?|sponsored(?: content)?|promoted(?: content)?|paid (?:post|content))\W*$",
        r"(?:advertisement|ad|advert)\s*[-:|(]",
        r"(?:story|article) continues (?:below|after)",
        r"(?:scroll|swipe) (?:down )?(?:to|for) (?:continue|more|read)",
        r"(?:skip|close|remove) (?:this )?ads?\b",
    ),
    _phrase(
        "cookie notice",
        120,
        r"(?:we|this (?:web ?)?site|our (?:web ?)?site|this page|we and our [\w ]{0,30}partners)\b.{0,30}\b"
        r"(?:use|uses|store|stores|set|sets)\b.{0,60}\bcookies?\b",
        r"by (?:continuing|using|clicking|browsing|visiting|accepting)\b.{0,80}\b(?:you\b.{0,40}|)(?:agree|"
        r"consent|accept)",
        r"we (?:value|respect|care about) your privacy",
        r"your privacy(?: choices| matters|$)",
    ),
    _phrase(
        "cookie notice",
        8,
        r"(?:accept|reject|manage|allow|refuse|decline)\b.{0,12}\b(?:all|cookies?|preferences|settings)\W*$",
        r"(?:(?:accept|reject|manage|allow|refuse|decline|customi[sz]e) (?:all|cookies?|preferences|settings|"
        r"options)\W*){2,4}$",
        r"cookies? (?:policy|settings|preferences|notice)\b",
        r"privacy (?:policy|notice|preferences|settings)\b",
    ),
    _phrase(
        "newsletter",
        40,
        r"(?:please )?subscribe(?: now| today| here|$|[!.:]| (?:to|for|and) (?:our|the|this|get|receive|"
        r"unlimited|read))",
        r"(?:please )?sign ?up (?:for|to|here|now|today|and)\b",
        r"sign ?up\W*$",
        r"(?:get|receive) .{0,80}(?:newsletter|your inbox|by e-?mail|e-?mail alerts)",
        r"enter your e-?mail",
        r".{0,140}\b(?:delivered|straight|sent|direct(?:ly)?) (?:straight |direct(?:ly)? )?(?:to|in) your inbox",
        r"(?:thank you|thanks) for (?:subscribing|signing up|reading|visiting)",
        r"join our\b.{0,60}\b(?:list|channel|group|newsletter)",
        r"already (?:a|have an?|an) (?:\w+ )?(?:subscriber|member|subscription|account)\s*\?",
        r"you(?: have|'ve) .{0,30}articles?\b.{0,20}(?:left|remaining|month)",
        r"to (?:continue|keep) reading(?:$|[,.!:]| this (?:article|story))",
        r"(?:this (?:article|story|content) is (?:for|only|available|reserved|exclusive)\b.{0,40}(?:subscribers|"
        r"members))",
        r"download (?:the|our) .{0,40}\bapp\b",
        r"create (?:a|an|your) (?:free )?account",
        r"by (?:subscribing|donating|becoming a|signing up)\b.{0,80}\b(?:us|our|you)\b",
        r"(?:for|get) the latest .{0,40}\bnews\b.{0,40}\bfollow us",
        r"\(?for the latest .{0,60}follow us",
        r".{0,300}\b(?:sign up here|click here to (?:subscribe|sign up)|reader-supported|free or paid subscriber)\b",
        r"type your e-?mail\b",
    ),
    _phrase(
        "donation",
        40,
        r".{0,120}\bconsider (?:helping|supporting|donating to) (?:us|our)\b",
        r"support (?:us|our (?:work|journalism)|independent)\b",
        r"donate(?: now| today| here| to|$|\W*$)",
        r"(?:make|give) a (?:donation|contribution|gift)\b",
        r"buy (?:me|us) a coffee",
        r"become a (?:member|patron|supporter|subscriber)(?:$|[.!,:]| (?:today|now|and|for|here|to)\b)",
        r"(?:do you|if you) (?:like|enjoy|enjoyed|value|found)\b.{0,40}\b(?:this|our|what)\b",
        r"(?:enjoying|liking|like|enjoyed) (?:this|our) (?:articles?|story|post|newsletter|coverage|content)\s*\?",
    ),
    _phrase(
        "copyright",
        60,
        r"[<\[(]?\s*(?:copyrights?\s*(?:©|ⓒ|\(c\)|by\b|\d{4}|[:|-]|$)|©|ⓒ|\(c\)\s*(?:copyright|\d{4}|"
        r"[\w .]{2,40}\bnews))",
        r".{0,120}\ball rights reserved",
        r".{0,30}저작권자",
        r".{0,30}무단",
        r"(?:unauthori[sz]ed|no part of this|reproduction|redistribution|republication)\b.{0,60}"
        r"\b(?:content|article|material|site|publication|permission|consent|redistribution|reproduction|"
        r"in part)\b.{0,60}"
        r"\b(?:prohibited|forbidden|permission|permitted|consent)",
        r"unauthori[sz]ed (?:re)?(?:production|use|distribution|copying)\b",
        r"this (?:material|content|article|report) (?:may|must) not be (?:published|reproduced|republished|"
        r"reprinted|copied)",
    ),
    _phrase(
        "contact",
        40,
        r"(?:please )?(?:direct|send|address|submit|e-?mail) (?:your |any |all |us )*"
        r"(?:questions?|comments?|feedback|corrections?|letters|tips|inquiries|enquiries|news tips|your)\b",
        r"for (?:more|further|additional) (?:information|details)\s*(?:,|:|please|contact|visit|call|see|on this)",
        r"for (?:media|press|general) (?:inquiries|enquiries|queries)",
        r"(?:media|press) (?:contacts?|office|inquiries|enquiries)\s*(?::|$)",
        r"contact (?:us\b|the (?:writer|author|reporter|editor|newsroom)|our|:|him|her|.{0,40}@)",
        r"(?:e-?mail|tel|phone|telephone|fax|contacts?)\s*[:.]",
        r"(?:write|reach out) to (?:us|the (?:author|writer|editor))\b",
        r"(?:follow|reach) (?:the (?:writer|author|reporter)|him|her|them) (?:on|at|via|by)\b",
        r"(?:have|got) (?:a|any) (?:tips?|story|questions?|comments?)\b.{0,40}\?",
        r".{0,300}\bsend us your (?:writings?|articles?|stor(?:y|ies)|letters?|comments?|views?|thoughts?|opinions?|"
        r"contributions?|tips?|feedback|questions?)\b",
    ),
    _phrase(
        "related stories",
        35,
        r"(?:read|see|watch|listen|also|more|related|recommended|explore|don't miss|must[- ]read|"
        r"in case you missed it|icymi)"
        r"(?: (?:also|read|more|next|on|this|story|stories|articles?|coverage|about this|here|news|"
        r"video))*\s*[:»>→]",
        r"(?:in pictures|in photos|video|gallery|podcast|opinion|analysis|explainer|factbox|timeline|"
        r"interactive)\s*[:»>→](?!.*[.]$)",
        r"(?:also read|read also|read more|read on|read next|see also|see more|view more|show more|load more|"
        r"more on this)\b(?!.{40,}[.]$)",
    ),
    _phrase(
        "share bar",
        30,
        r"(?:follow|like|find|join) (?:us\b|.{0,40}\bon (?:facebook|twitter|x\b|instagram|google|youtube|"
        r"linkedin|telegram|"
        r"whatsapp|tiktok|threads|bluesky|mastodon))",
        r"(?:share|tweet) (?:this|the|on|via|with|articles?|story)\b.{0,30}$",
        r"(?:[\d.,]+[km]? ?)?(?:shares?|retweets?|likes?|views?|reactions?)\W*$",
        r"add .{0,40}as a preferred source",
    ),
    _phrase(
        "comment form",
        30,
        r"(?:leave|post|add|write|submit) (?:a|your) (?:reply|comment|response)\b",
        r"your e-?mail address will not be",
        r"required fields are",
        r"save my name",
        r"notify me of",
        r"cancel reply",
        r"(?:you must be |please )?log(?:ged)? ?in to (?:leave|post|comment|reply|join)(?: (?:a|your|the|to|"
        r"here)\b.{0,30})?\W*$",
        r"comments? (?:are|is|have been) (?:now )?(?:closed|off|disabled|moderated)",
        r"(?:view|show|see|load|read) (?:all |more |the |\d+ )*comments",
        r"[\d,]+ (?:comments?|replies|responses)\W*$",
        r"(?:name|e-?mail|website|comment)\s*\*",
    ),
    _phrase(
        "caption",
        60,
        r"(?:in )?this (?:[\w.]+ ){0,4}(?:photo|photograph|picture|image|video grab|frame grab)"
        r"(?:,| (?:taken|released|provided|from|by|captured|illustration|made|supplied|distributed|obtained)\b)",
        r"this (?:[\w.]+ ){0,4}(?:photo|photograph|image) shows\b",
        r"in this\b.{0,50}\b(?:photo|photograph|picture|image|screenshot)\b(?: taken| released| provided| from|"
        r" by|,)",
    ),
    _phrase(
        "caption",
        45,
        r"[\[(<▲△▶]?\s*(?:file )?(?:photos?|images?|pictures?|pic|illustrations?|graphics?|screenshot|credits?|"
        r"photo credit|cover)"
        r"(?: (?:by|credits?|courtesy|source|of|from|illustration))*\s*[:/|©(]",
        r"[\[(<]?(?:photos?|photographs?|images?|illustrations?|graphics?) (?:by|courtesy|from|provided)\b.{0,60}$",
        r".{0,400}\b(?:file photo|file picture|photo by .{1,40}|photo courtesy.{1,40}|photo: .{1,40}|"
        r"image: .{1,40})[\])]?\W*$",
        rf".{{0,400}}[/|\[]\s*{_AGENCIES}(?:[/ -]+{_AGENCIES})*\s*[\])]?[\"')]*$",
        rf".{{0,400}}\b(?:ap|afp|reuters|epa|upi|getty images|courtesy)\s*[-/]\s*{_AGENCIES}\W*$",
        r".{0,400}[(\[](?:photo|image|picture|file photo|photo courtesy)\b[^()\[\]]{0,60}[)\]]\W*$",
        r"(?:(?:line|bar|column|area|pie|stacked|scatter) )*(?:chart|graph|map) (?:of|showing)\b(?!.*[.!?][\"')]*$)",
        r".{0,400}[(\[][^()\[\]]{0,60}\b(?:pool )?photos?\b[^()\[\]]{0,40}[)\]][\"']?$",
        rf".{{0,400}}[(\[][^()\[\]]{{0,60}}\bvia {_AGENCIES}[^()\[\]]{{0,20}}[)\]][\"']?$",
        r"(?!.{0,400}\(b\)).{0,400}[.!?\"]\s*(?:©|ⓒ|\(c\))\s?.{2,40}$",
        r"▲",
        r"[\[(](?:yonhap|ap|afp|reuters|photo|file|newsis|courtesy)\b[^\])]{0,60}[\])]$",
    ),
    _phrase(
        "caption",
        25,
        r"(?:data )?sources?:\s(?!.{0,200}[.?!] )",
    ),
    _phrase(
        "byline",
        40,
        r"[(\[]?(?:additional |with )?(?:reporting|writing|editing|translat(?:ed|ion)|edited|compiled|"
        r"contributions?|research) by\b",
        r"with (?:reporting|contributions?|files|inputs?|reports) (?:by|from)\b",
        r"(?:(?!\bwho\b)[^.]){3,120}\bcontributed (?:reporting )?to this (?:report|story|article|dispatch)(?:\W*$|\. )",
        r"(?:the )?(?:writer|author)s? (?:is|are) (?:an?|the|currently|professors?|directors?|editors?|fellows?|"
        r"with)\b",
    ),
    _phrase(
        "editor's note",
        90,
        r"[\[(*]*(?:editors?'?s?'? note|correction|clarification|disclaimer|note to (?:readers|editors))\s*[:.\-]",
        r"(?:the )?(?:views|opinions)(?: and (?:views|opinions))?,? (?:expressed|presented|in this)\b",
        r"(?:commentar(?:y|ies)|critical questions|policy briefs?) (?:is|are) (?:produced|published|issued) by\b",
        r".{0,120}\brepresents? the (?:personal )?(?:views?|opinions?) of (?:the|their|its) (?:respective )?authors?\b",
        r"(?:an? )?(?:earlier|previous|longer|shorter|different|original) version of this (?:article|story|commentary|"
        r"op-ed|post|essay)\b.{0,60}\b(?:appeared|published|ran|incorrectly|misstated|said|stated)\b",
        r"this (?:interview|conversation|transcript|q&a) (?:was|has been)\b.{0,40}\b(?:edited|condensed|conducted)\b",
        r"(?:begin|end)(?: of)? (?:text|transcript)\W*$",
        r"\W*this (?:article|story|commentary|op-ed|post|piece|essay) (?:was|is|has been|originally|first|"
        r"appeared|also)\b.{0,40}"
        r"\b(?:published|appeared|translated|updated|corrected|amended|republished|part of|adapted|excerpted)\b",
    ),
    _phrase(
        "tags",
        40,
        r"(?:tags?|key ?words?|topics?|filed under|categories|category|labels?|posted in)\s*[:|]",
        r"#\w+(?:[\s,|]+#\w+)*\W*$",
    ),
    _phrase(
        "navigation",
        12,
        r"(?:skip|jump|go|back|return) to\b.{0,40}$",
        r"[^>»›|]{1,30}(?:\s[>»›]\s?[^>»›|]{1,40}){1,6}$",
        r"(?:[\d.]+ ?-?min(?:ute)?s?\.? (?:read|listen|watch)|(?:estimated )?reading time|listen to (?:this|"
        r"the) (?:article|story))",
        r"(?:click|tap) (?:here|to|on)\b",
        r"https?://\S+$",
        r"www\.\S+$",
        r"page \d+ of \d+",
        r"\d+ of \d+$",
        r"(?:an? )?(?:error|problem) (?:occurred|loading)",
        r"the (?:code|link|url) (?:has been|was) copied to (?:your|the) clipboard",
        r"no media source\b",
        r"this forum has been closed",
        r"(?:please )?enable javascript",
    ),
)
