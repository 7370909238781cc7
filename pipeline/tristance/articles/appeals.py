"""The set phrases by which a page speaks to its reader: read on, sign up, share, comment."""

from __future__ import annotations

from tristance.articles.wording import Phrase, holding, phrase

APPEALS: tuple[Phrase, ...] = (
    phrase(
        "separator",
        4,
        holding("30 end", r"\W*(?:end|ends|-?30-?|the end)\W*$"),
        r"[^\w]+$",
    ),
    phrase(
        "advertisement",
        10,
        r"(?:advertisements?|adverts?|ads?|sponsored(?: content)?|promoted(?: content)?|paid (?:post|content))\W*$",
        r"(?:advertisement|ad|advert)\s*[-:|(]",
        holding("continues", r"(?:story|article) continues (?:below|after)"),
        holding("scroll swipe", r"(?:scroll|swipe) (?:down )?(?:to|for) (?:continue|more|read)"),
        holding("close remove skip", r"(?:skip|close|remove) (?:this )?ads?\b"),
    ),
    phrase(
        "cookie notice",
        120,
        holding(
            "cookie",
            r"(?:we|this (?:web ?)?site|our (?:web ?)?site|this page|we and our [\w ]{0,30}partners)\b.{0,30}\b"
            r"(?:use|uses|store|stores|set|sets)\b.{0,60}\bcookies?\b",
        ),
        holding(
            "accepting browsing clicking continuing using visiting",
            r"by (?:continuing|using|clicking|browsing|visiting|accepting)\b.{0,80}\b(?:you\b.{0,40}|)(?:agree|"
            r"consent|accept)",
        ),
        holding("privacy", r"we (?:value|respect|care about) your privacy"),
        holding("privacy", r"your privacy(?: choices| matters|$)"),
    ),
    phrase(
        "cookie notice",
        8,
        holding(
            "accept allow decline manage refuse reject",
            r"(?:accept|reject|manage|allow|refuse|decline)\b.{0,12}\b(?:all|cookies?|preferences|settings)\W*$",
        ),
        holding(
            "accept allow customi decline manage refuse reject",
            r"(?:(?:accept|reject|manage|allow|refuse|decline|customi[sz]e) (?:all|cookies?|preferences|settings|"
            r"options)\W*){2,4}$",
        ),
        holding("cookie", r"cookies? (?:policy|settings|preferences|notice)\b"),
        holding("privacy", r"privacy (?:policy|notice|preferences|settings)\b"),
    ),
    phrase(
        "newsletter",
        40,
        holding(
            "subscribe",
            r"(?:please )?subscribe(?: now| today| here|$|[!.:]| (?:to|for|and) (?:our|the|this|get|receive|"
            r"unlimited|read))",
        ),
        holding("sign", r"(?:please )?sign ?up (?:for|to|here|now|today|and)\b"),
        holding("sign", r"sign ?up\W*$"),
        holding("get receive", r"(?:get|receive) .{0,80}(?:newsletter|your inbox|by e-?mail|e-?mail alerts)"),
        holding("mail", r"enter your e-?mail"),
        holding(
            "inbox",
            r".{0,140}\b(?:delivered|straight|sent|direct(?:ly)?) (?:straight |direct(?:ly)? )?(?:to|in) your inbox",
        ),
        holding("thank", r"(?:thank you|thanks) for (?:subscribing|signing up|reading|visiting)"),
        holding("channel group list newsletter", r"join our\b.{0,60}\b(?:list|channel|group|newsletter)"),
        holding("already", r"already (?:a|have an?|an) (?:\w+ )?(?:subscriber|member|subscription|account)\s*\?"),
        holding("article", r"you(?: have|'ve) .{0,30}articles?\b.{0,20}(?:left|remaining|month)"),
        holding("reading", r"to (?:continue|keep) reading(?:$|[,.!:]| this (?:article|story))"),
        holding(
            "members subscribers",
            r"(?:this (?:article|story|content) is (?:for|only|available|reserved|exclusive)\b.{0,40}(?:subscribers|"
            r"members))",
        ),
        holding("download", r"download (?:the|our) .{0,40}\bapp\b"),
        holding("create", r"create (?:a|an|your) (?:free )?account"),
        holding(
            "becoming donating signing subscribing",
            r"by (?:subscribing|donating|becoming a|signing up)\b.{0,80}\b(?:us|our|you)\b",
        ),
        holding("latest", r"(?:for|get) the latest .{0,40}\bnews\b.{0,40}\bfollow us"),
        holding("latest", r"\(?for the latest .{0,60}follow us"),
        holding(
            "click reader-supported sign subscriber",
            r".{0,300}\b(?:sign up here|click here to (?:subscribe|sign up)|reader-supported|"
            r"free or paid subscriber)\b",
        ),
        holding("type", r"type your e-?mail\b"),
    ),
    phrase(
        "donation",
        40,
        holding("donating helping supporting", r".{0,120}\bconsider (?:helping|supporting|donating to) (?:us|our)\b"),
        holding("support", r"support (?:us|our (?:work|journalism)|independent)\b"),
        holding("donate", r"donate(?: now| today| here| to|$|\W*$)"),
        holding("contribution donation gift", r"(?:make|give) a (?:donation|contribution|gift)\b"),
        holding("buy", r"buy (?:me|us) a coffee"),
        holding(
            "become", r"become a (?:member|patron|supporter|subscriber)(?:$|[.!,:]| (?:today|now|and|for|here|to)\b)"
        ),
        holding("you", r"(?:do you|if you) (?:like|enjoy|enjoyed|value|found)\b.{0,40}\b(?:this|our|what)\b"),
        holding(
            "?",
            r"(?:enjoying|liking|like|enjoyed) (?:this|our) (?:articles?|story|post|newsletter|coverage|content)\s*\?",
        ),
    ),
    phrase(
        "copyright",
        60,
        holding(
            "(c) copyright © ⓒ",
            r"[<\[(]?\s*(?:copyrights?\s*(?:©|ⓒ|\(c\)|by\b|\d{4}|[:|-]|$)|©|ⓒ|\(c\)\s*(?:copyright|\d{4}|"
            r"[\w .]{2,40}\bnews))",
        ),
        holding("reserved", r".{0,120}\ball rights reserved"),
        holding("저작권자", r".{0,30}저작권자"),
        holding("무단", r".{0,30}무단"),
        holding(
            "consent forbidden permission permitted prohibited",
            r"(?:unauthori[sz]ed|no part of this|reproduction|redistribution|republication)\b.{0,60}"
            r"\b(?:content|article|material|site|publication|permission|consent|redistribution|reproduction|"
            r"in part)\b.{0,60}"
            r"\b(?:prohibited|forbidden|permission|permitted|consent)",
        ),
        holding("unauthori", r"unauthori[sz]ed (?:re)?(?:production|use|distribution|copying)\b"),
        holding(
            "copied published reprinted reproduced",
            r"this (?:material|content|article|report) (?:may|must) not be (?:published|reproduced|republished|"
            r"reprinted|copied)",
        ),
    ),
    phrase(
        "contact",
        40,
        holding(
            "address direct mail send submit",
            r"(?:please )?(?:direct|send|address|submit|e-?mail) (?:your |any |all |us )*"
            r"(?:questions?|comments?|feedback|corrections?|letters|tips|inquiries|enquiries|news tips|your)\b",
        ),
        holding(
            "details information",
            r"for (?:more|further|additional) (?:information|details)\s*(?:,|:|please|contact|visit|call|see|on this)",
        ),
        holding("enquiries inquiries queries", r"for (?:media|press|general) (?:inquiries|enquiries|queries)"),
        holding(
            "contact enquiries inquiries office", r"(?:media|press) (?:contacts?|office|inquiries|enquiries)\s*(?::|$)"
        ),
        holding("contact", r"contact (?:us\b|the (?:writer|author|reporter|editor|newsroom)|our|:|him|her|.{0,40}@)"),
        holding("contact fax mail phone tel", r"(?:e-?mail|tel|phone|telephone|fax|contacts?)\s*[:.]"),
        holding("reach write", r"(?:write|reach out) to (?:us|the (?:author|writer|editor))\b"),
        holding("follow reach", r"(?:follow|reach) (?:the (?:writer|author|reporter)|him|her|them) (?:on|at|via|by)\b"),
        holding("?", r"(?:have|got) (?:a|any) (?:tips?|story|questions?|comments?)\b.{0,40}\?"),
        holding(
            "send",
            r".{0,300}\bsend us your (?:writings?|articles?|stor(?:y|ies)|letters?|comments?|views?|"
            r"thoughts?|opinions?|"
            r"contributions?|tips?|feedback|questions?)\b",
        ),
    ),
    phrase(
        "related stories",
        35,
        r"(?:read|see|watch|listen|also|more|related|recommended|explore|don't miss|must[- ]read|"
        r"in case you missed it|icymi)"
        r"(?: (?:also|read|more|next|on|this|story|stories|articles?|coverage|about this|here|news|"
        r"video))*\s*[:»>→]",
        holding(
            "analysis explainer factbox gallery interactive opinion photos pictures podcast timeline video",
            r"(?:in pictures|in photos|video|gallery|podcast|opinion|analysis|explainer|factbox|timeline|"
            r"interactive)\s*[:»>→](?!.*[.]$)",
        ),
        holding(
            "also load more read show view",
            r"(?:also read|read also|read more|read on|read next|see also|see more|view more|show more|load more|"
            r"more on this)\b(?!.{40,}[.]$)",
        ),
    ),
    phrase(
        "share bar",
        30,
        holding(
            "find follow join like",
            r"(?:follow|like|find|join) (?:us\b|.{0,40}\bon (?:facebook|twitter|x\b|instagram|google|youtube|"
            r"linkedin|telegram|"
            r"whatsapp|tiktok|threads|bluesky|mastodon))",
        ),
        holding("share tweet", r"(?:share|tweet) (?:this|the|on|via|with|articles?|story)\b.{0,30}$"),
        holding(
            "like reaction retweet share view", r"(?:[\d.,]+[km]? ?)?(?:shares?|retweets?|likes?|views?|reactions?)\W*$"
        ),
        holding("preferred", r"add .{0,40}as a preferred source"),
    ),
    phrase(
        "comment form",
        30,
        holding("comment reply response", r"(?:leave|post|add|write|submit) (?:a|your) (?:reply|comment|response)\b"),
        holding("your", r"your e-?mail address will not be"),
        holding("required", r"required fields are"),
        holding("save", r"save my name"),
        holding("notify", r"notify me of"),
        holding("cancel", r"cancel reply"),
        holding(
            "log",
            r"(?:you must be |please )?log(?:ged)? ?in to (?:leave|post|comment|reply|join)(?: (?:a|your|the|to|"
            r"here)\b.{0,30})?\W*$",
        ),
        holding("comment", r"comments? (?:are|is|have been) (?:now )?(?:closed|off|disabled|moderated)"),
        holding("comments", r"(?:view|show|see|load|read) (?:all |more |the |\d+ )*comments"),
        holding("comment replies responses", r"[\d,]+ (?:comments?|replies|responses)\W*$"),
        holding("*", r"(?:name|e-?mail|website|comment)\s*\*"),
    ),
)
