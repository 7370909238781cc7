"""The set phrases that stand beside an article: under its pictures, about its making, on the way through the site."""

from __future__ import annotations

from tristance.articles.wording import Phrase, holding, phrase

_AGENCIES = (
    r"(?:a[pf]p?|reuters|yonhap(?: news(?: agency)?| photo)?|newsis|news1|getty(?: images)?|epa(?:-efe)?|xinhua|"
    r"kyodo|jiji|"
    r"upi|tass|dpa|bloomberg|shutterstock|istock|alamy|unsplash|wikimedia(?: commons)?|flickr|afp|"
    r"(?:the )?korea (?:times|herald)|joongang(?: photo| ilbo)?|hankyoreh|courtesy(?: of .{1,40})?|file|handout|"
    r"captured .{0,40}|screenshot .{0,40}|provided by .{1,40})"
)

CREDITS: tuple[Phrase, ...] = (
    phrase(
        "caption",
        60,
        holding(
            "frame image photo picture video",
            r"(?:in )?this (?:[\w.]+ ){0,4}(?:photo|photograph|picture|image|video grab|frame grab)"
            r"(?:,| (?:taken|released|provided|from|by|captured|illustration|made|supplied|distributed|obtained)\b)",
        ),
        holding("image photo", r"this (?:[\w.]+ ){0,4}(?:photo|photograph|image) shows\b"),
        holding(
            "image photo picture screenshot",
            r"in this\b.{0,50}\b(?:photo|photograph|picture|image|screenshot)\b(?: taken| released| provided| from|"
            r" by|,)",
        ),
    ),
    phrase(
        "caption",
        45,
        holding(
            "cover credit graphic illustration image photo pic screenshot",
            r"[\[(<▲△▶]?\s*(?:file )?(?:photos?|images?|pictures?|pic|illustrations?|graphics?|screenshot|credits?|"
            r"photo credit|cover)"
            r"(?: (?:by|credits?|courtesy|source|of|from|illustration))*\s*[:/|©(]",
        ),
        holding(
            "graphic illustration image photo",
            r"[\[(<]?(?:photos?|photographs?|images?|illustrations?|graphics?) (?:by|courtesy|from|provided)\b.{0,60}$",
        ),
        holding(
            "courtesy image: photo picture",
            r".{0,400}\b(?:file photo|file picture|photo by .{1,40}|photo courtesy.{1,40}|photo: .{1,40}|"
            r"image: .{1,40})[\])]?\W*$",
        ),
        holding("/ [ |", rf".{{0,400}}[/|\[]\s*{_AGENCIES}(?:[/ -]+{_AGENCIES})*\s*[\])]?[\"')]*$"),
        holding("- /", rf".{{0,400}}\b(?:ap|afp|reuters|epa|upi|getty images|courtesy)\s*[-/]\s*{_AGENCIES}\W*$"),
        holding(
            "image photo picture",
            r".{0,400}[(\[](?:photo|image|picture|file photo|photo courtesy)\b[^()\[\]]{0,60}[)\]]\W*$",
        ),
        holding(
            "chart graph map",
            r"(?:(?:line|bar|column|area|pie|stacked|scatter) )*(?:chart|graph|map) (?:of|"
            r"showing)\b(?!.*[.!?][\"')]*$)",
        ),
        holding("photo", r".{0,400}[(\[][^()\[\]]{0,60}\b(?:pool )?photos?\b[^()\[\]]{0,40}[)\]][\"']?$"),
        holding("via", rf".{{0,400}}[(\[][^()\[\]]{{0,60}}\bvia {_AGENCIES}[^()\[\]]{{0,20}}[)\]][\"']?$"),
        holding("(c) © ⓒ", r"(?!.{0,400}\(b\)).{0,400}[.!?\"]\s*(?:©|ⓒ|\(c\))\s?.{2,40}$"),
        holding("▲", r"▲"),
        holding("( [", r"[\[(](?:yonhap|ap|afp|reuters|photo|file|newsis|courtesy)\b[^\])]{0,60}[\])]$"),
    ),
    phrase(
        "caption",
        25,
        holding("source", r"(?:data )?sources?:\s(?!.{0,200}[.?!] )"),
    ),
    phrase(
        "byline",
        40,
        holding(
            "compiled contribution edited editing reporting research translat writing",
            r"[(\[]?(?:additional |with )?(?:reporting|writing|editing|translat(?:ed|ion)|edited|compiled|"
            r"contributions?|research) by\b",
        ),
        holding(
            "contribution files input reporting reports",
            r"with (?:reporting|contributions?|files|inputs?|reports) (?:by|from)\b",
        ),
        holding(
            "contributed",
            r"(?:(?!\bwho\b)[^.]){3,120}\bcontributed (?:reporting )?to this (?:report|story|article|"
            r"dispatch)(?:\W*$|\. )",
        ),
        holding(
            "author writer",
            r"(?:the )?(?:writer|author)s? (?:is|are) (?:an?|the|currently|professors?|directors?|editors?|fellows?|"
            r"with)\b",
        ),
    ),
    phrase(
        "editor's note",
        90,
        holding(
            "clarification correction disclaimer editor note",
            r"[\[(*]*(?:editors?'?s?'? note|correction|clarification|disclaimer|note to (?:readers|editors))\s*[:.\-]",
        ),
        holding(
            "opinions views",
            r"(?:the )?(?:views|opinions)(?: and (?:views|opinions))?,? (?:expressed|presented|in this)\b",
        ),
        holding(
            "issued produced published",
            r"(?:commentar(?:y|ies)|critical questions|policy briefs?) (?:is|are) (?:produced|published|issued) by\b",
        ),
        holding(
            "represent",
            r".{0,120}\brepresents? the (?:personal )?(?:views?|opinions?) of (?:the|their|"
            r"its) (?:respective )?authors?\b",
        ),
        holding(
            "version",
            r"(?:an? )?(?:earlier|previous|longer|shorter|different|original) version of this (?:article|"
            r"story|commentary|"
            r"op-ed|post|essay)\b.{0,60}\b(?:appeared|published|ran|incorrectly|misstated|said|stated)\b",
        ),
        holding(
            "condensed conducted edited",
            r"this (?:interview|conversation|transcript|q&a) (?:was|has been)\b.{0,40}\b(?:edited|"
            r"condensed|conducted)\b",
        ),
        holding("text transcript", r"(?:begin|end)(?: of)? (?:text|transcript)\W*$"),
        holding(
            "article commentary essay op-ed piece post story",
            r"\W*this (?:article|story|commentary|op-ed|post|piece|essay) (?:was|is|has been|originally|first|"
            r"appeared|also)\b.{0,40}"
            r"\b(?:published|appeared|translated|updated|corrected|amended|republished|part of|adapted|excerpted)\b",
        ),
    ),
    phrase(
        "tags",
        40,
        holding(
            "categories category filed label posted tag topic word",
            r"(?:tags?|key ?words?|topics?|filed under|categories|category|labels?|posted in)\s*[:|]",
        ),
        holding("#", r"#\w+(?:[\s,|]+#\w+)*\W*$"),
    ),
    phrase(
        "navigation",
        12,
        holding("back go jump return skip", r"(?:skip|jump|go|back|return) to\b.{0,40}$"),
        holding("> » ›", r"[^>»›|]{1,30}(?:\s[>»›]\s?[^>»›|]{1,40}){1,6}$"),
        holding(
            "listen read watch",
            r"(?:[\d.]+ ?-?min(?:ute)?s?\.? (?:read|listen|watch)|(?:estimated )?reading time|listen to (?:this|"
            r"the) (?:article|story))",
        ),
        holding("click tap", r"(?:click|tap) (?:here|to|on)\b"),
        holding("http", r"https?://\S+$"),
        holding("www.", r"www\.\S+$"),
        holding("page", r"page \d+ of \d+"),
        r"\d+ of \d+$",
        holding("loading occurred", r"(?:an? )?(?:error|problem) (?:occurred|loading)"),
        holding("copied", r"the (?:code|link|url) (?:has been|was) copied to (?:your|the) clipboard"),
        holding("source", r"no media source\b"),
        holding("closed", r"this forum has been closed"),
        holding("javascript", r"(?:please )?enable javascript"),
    ),
)
