"""User agents: browsers that people follow a link with, and programs that only look at where it leads."""

# ruff: noqa: E501  an agent is what it is, however long

from __future__ import annotations

CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = "Mozilla/5.0 (Linux; Android 15; SM-S931B Build/AP3A.240905.015.A2; wv)"
WEBVIEW = f"{ANDROID} AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.7444.102 Mobile Safari/537.36"

PEOPLE = {
    "Chrome on Windows": f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36",
    "Chrome on a Mac": f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {CHROME} Safari/537.36",
    "Chrome on Linux": f"Mozilla/5.0 (X11; Linux x86_64) {CHROME} Safari/537.36",
    "Chrome on ChromeOS": f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {CHROME} Safari/537.36",
    "Chrome on Android": f"Mozilla/5.0 (Linux; Android 10; K) {CHROME} Mobile Safari/537.36",
    "Chrome on an iPhone": f"{IPHONE} CriOS/142.0.7444.77 Mobile/15E148 Safari/604.1",
    "Chrome of 2017": "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/58.0.3029.110 "
    "Safari/537.36",
    "Edge on Windows": f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36 Edg/142.0.0.0",
    "Edge on Android": f"Mozilla/5.0 (Linux; Android 10; HD1913) {CHROME} Mobile Safari/537.36 EdgA/142.0.3595.66",
    "Edge on an iPhone": f"{IPHONE} Version/18.0 EdgiOS/142.3595.66 Mobile/15E148 Safari/604.1",
    "Internet Explorer 10": "Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)",
    "old Edge": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.3538.102 "
    "Safari/537.36 Edge/18.19582",
    "Edge on an Xbox": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox One) AppleWebKit/537.36 (KHTML, like "
    "Gecko) Chrome/142.0.0.0 Safari/537.36 Edge/44.18363.8131",
    "Internet Explorer 11": "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
    "Firefox on Windows": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Firefox on a Mac": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Firefox ESR on Linux": "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Firefox on Android": "Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0",
    "Firefox on an iPhone": f"{IPHONE} FxiOS/145.0 Mobile/15E148 Safari/605.1.15",
    "Firefox Focus": f"{WEBVIEW} Focus/8.0.15",
    "Safari on a Mac": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/26.1 Safari/605.1.15",
    "Safari on an iPhone": f"{IPHONE} Version/18.6 Mobile/15E148 Safari/604.1",
    "Safari on an old iPad": "Mozilla/5.0 (iPad; CPU OS 12_5_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/12.1.2 Mobile/15E148 Safari/604.1",
    "Safari of 2013": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_5) AppleWebKit/537.78.2 (KHTML, like Gecko) "
    "Version/7.0.6 Safari/537.78.2",
    "Safari Technology Preview": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/26.2 Safari/605.1.15",
    "web app on an iPhone's home screen": f"{IPHONE} Mobile/15E148",
    "DuckDuckGo on an iPhone": f"{IPHONE} Version/18.6 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15",
    "DuckDuckGo on Android": f"{WEBVIEW} DuckDuckGo/5",
    "Brave": f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36 Brave/142",
    "Opera": f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36 OPR/124.0.0.0",
    "Opera on Android": f"Mozilla/5.0 (Linux; Android 10; VOG-L29) {CHROME} Mobile Safari/537.36 OPR/92.0.0.0",
    "Opera Mini": "Opera/9.80 (Android; Opera Mini/88.0.2254/191.303; U; nl) Presto/2.12.423 Version/12.16",
    "Vivaldi": f"Mozilla/5.0 (X11; Linux x86_64) {CHROME} Safari/537.36 Vivaldi/7.6.3797.63",
    "Yandex Browser": f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} YaBrowser/25.10.0.0 Safari/537.36",
    "UC Browser": "Mozilla/5.0 (Linux; U; Android 13; en-US; RMX3085 Build/TP1A.220905.001) AppleWebKit/537.36 (KHTML, "
    "like Gecko) Version/4.0 Chrome/100.0.4896.58 UCBrowser/13.7.8.1319 Mobile Safari/537.36",
    "Samsung Internet": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
    "Huawei Browser": "Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-NX9; HMSCore 6.15.0.302) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Chrome/114.0.5735.196 HuaweiBrowser/16.0.3.300 Mobile Safari/537.36",
    "Silk on a Fire tablet": "Mozilla/5.0 (Linux; Android 11; KFRAPWI) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Silk/130.4.1 like Chrome/130.0.6723.102 Safari/537.36",
    "a phone called CUBOT": "Mozilla/5.0 (Linux; Android 11; CUBOT X50) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36",
    "a phone called CUBOT NOTE": "Mozilla/5.0 (Linux; U; Android 9; nl-nl; CUBOT_NOTE_S Build/PPR1.180610.011) "
    "AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Mobile Safari/537.36",
    "Android's WebView": WEBVIEW,
    "LinkedIn's app on Android": f"{WEBVIEW} [LinkedInApp]/4.1.1110",
    "LinkedIn's app on an iPhone": f"{IPHONE} Mobile/15E148 [LinkedInApp]/9.31.5555",
    "Facebook's app on Android": f"{WEBVIEW} [FB_IAB/FB4A;FBAV/535.0.0.49.72;]",
    "Facebook's app on an iPhone": f"{IPHONE} Mobile/22G100 [FBAN/FBIOS;FBAV/535.0.0.48.107;FBBV/812345;FBDV/iPhone17,1;"
    "FBMD/iPhone;FBSN/iOS;FBSV/18.6.2;FBSS/3;FBCR/;FBID/phone;FBLC/nl_NL;FBOP/80]",
    "Facebook's newer app on Android": f"{WEBVIEW} MetaIAB Facebook",
    "an OPPO telephone": "Mozilla/5.0 (Linux; Android 15; CPH2557 Build/AP3A.240617.008) AppleWebKit/537.36 (KHTML, like "
    "Gecko) Version/4.0 Chrome/142.0.7444.142 Mobile Safari/537.36",
    "Instagram on Android": f"{WEBVIEW} Instagram 405.0.0.52.80 Android (35/15; 480dpi; 1080x2115; samsung; SM-S931B; "
    "pa1q; qcom; nl_NL; 812345678)",
    "Instagram on an iPhone": f"{IPHONE} Mobile/22G100 Instagram 405.0.0.25.80 (iPhone17,1; iOS 18_6_2; nl_NL; nl; "
    "scale=3.00; 1206x2622; 812345678)",
    "Messenger on an iPhone": f"{IPHONE} Mobile/22G100 [FBAN/MessengerForiOS;FBAV/535.0.0.40.107;FBDV/iPhone17,1]",
    "X's app on an iPhone": f"{IPHONE} Mobile/15E148 Twitter for iPhone/11.44",
    "Pinterest's app": f"{WEBVIEW} [Pinterest/Android]",
    "TikTok's app": f"{IPHONE} Mobile/22G100 BytedanceWebview/d8a21c6 musical_ly_42.1.0 JsSdk/2.0 NetType/WIFI",
    "Snapchat's app": f"{IPHONE} Version/18.6 Mobile/15E148 Safari/604.1 Snapchat/13.66.0.32 (like Safari/8621.3.11)",
    "WeChat's app": f"{WEBVIEW} MicroMessenger/8.0.64.2960(0x28004034) WeChat/arm64 NetType/WIFI Language/nl ABI/arm64",
    "Google's app": f"{IPHONE} GSA/392.0.827450430 Mobile/15E148 Safari/604.1",
    "Teams on Windows": f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36 Edg/142.0.0.0 "
    "Teams/25290.205.4069.4894/49",
    "Teams on an iPhone": f"{IPHONE} Mobile/15E148 TeamsMobile-iOS",
    "Outlook on Android": f"{WEBVIEW} Outlook-Android/2.0",
    "Outlook on a Mac": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Outlook/16.102",
    "Slack's desktop app": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Slack/4.46.101 Chrome/140.0.0.0 Electron/38.2.0 Safari/537.36 Sonic Slack_SSB/4.46.101",
    "Samsung's television": "Mozilla/5.0 (SMART-TV; LINUX; Tizen 8.0) AppleWebKit/537.36 (KHTML, like Gecko) "
    "108.0.5359.1/8.0 TV Safari/537.36",
    "LG's television": "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.5359.211 "
    "Safari/537.36 WebAppManager",
    "PlayStation": "Mozilla/5.0 (PlayStation; PlayStation 5/10.00) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.0 Safari/605.1.15",
    "Tesla": "Mozilla/5.0 (X11; GNU/Linux) AppleWebKit/537.36 (KHTML, like Gecko) Chromium/109.0.5414.119 Chrome/"
    "109.0.5414.119 Safari/537.36 Tesla/2025.38.8",
    "Kindle": "Mozilla/5.0 (X11; U; Linux armv7l like Android; en-us) AppleWebKit/531.2+ (KHTML, like Gecko) Version/5.0 "
    "Safari/533.2+ Kindle/3.0+",
}

PROGRAMS = {
    "LinkedIn's preview": "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
    "Facebook's preview": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Facebook's crawler": "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
    "X's preview": "Twitterbot/1.0",
    "Slack's preview": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Slack's images": "Slack-ImgProxy (+https://api.slack.com/robots)",
    "Teams' preview": "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
    "Teams' preview, newer": "Mozilla/5.0 (compatible; Microsoft-Teams-UrlPreview/1.0)",
    "Outlook's preview": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko; compatible; "
    "BingPreview/1.0b) Chrome/116.0.0.0 Safari/537.36",
    "WhatsApp's preview": "WhatsApp/2.23.20.0",
    "WhatsApp's preview on an iPhone": "WhatsApp/2.25.31.75 i",
    "Telegram's preview": "TelegramBot (like TwitterBot)",
    "Signal's preview": "Signal-Android/7.60 WhatsApp",
    "Discord's preview": "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Mastodon's preview": "Mastodon/4.5.0 (http.rb/5.3.1; +https://mastodon.example/)",
    "Bluesky's preview": "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
    "Pinterest's preview": "Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)",
    "Reddit's preview": "Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)",
    "Apple's preview": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) "
    "Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    "Embedly": "Mozilla/5.0 (compatible; Embedly/0.2; +http://support.embed.ly/)",
    "Iframely": "Iframely/1.3.1 (+https://iframely.com/docs/about)",
    "Google": "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Google's inspection": "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)",
    "Google's image proxy": "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
    "Google's read-aloud": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/103.0.5060.134 "
    "Safari/537.36 (compatible; Google-Read-Aloud; +https://support.google.com/webmasters/answer/1061943)",
    "Bing": "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) "
    "Chrome/116.0.1938.76 Safari/537.36",
    "Apple": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 "
    "Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)",
    "OpenAI": "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; GPTBot/1.2; +https://openai.com/gptbot",
    "OpenAI for a user": "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; "
    "+https://openai.com/bot",
    "Anthropic": "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
    "Perplexity": "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; PerplexityBot/1.0; "
    "+https://perplexity.ai/perplexitybot)",
    "Common Crawl": "CCBot/2.0 (https://commoncrawl.org/faq/)",
    "ByteDance": "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 "
    "(compatible; Bytespider; spider-feedback@bytedance.com)",
    "Ahrefs": "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "an unknown crawler": "Mozilla/5.0 (compatible; acme-crawler/0.1; +https://acme.test/crawler)",
    "an unknown bot": "AcmeBot/3.1 (+https://acme.test)",
    "an unknown bot between the signs of a browser": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
    "Gecko; compatible; AcmeBot/1.0) Chrome/142.0.0.0 Safari/537.36",
    "Mimecast": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Mimecast-URL-Protect",
    "Barracuda": "Barracuda Sentinel (EE)",
    "Proofpoint": "Mozilla/5.0 (compatible; Proofpoint URL Defense)",
    "Safe Links": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) SafeLinks Scanner",
    "a mail scanner": "MailSecurity-LinkScanner/2.2",
    "a headless Chromium": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "HeadlessChrome/142.0.0.0 Safari/537.36",
    "PhantomJS": "Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1",
    "Lighthouse": "Mozilla/5.0 (Linux; Android 11; moto g power (2022)) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/109.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse",
    "WebPageTest": "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:94.0) Gecko/20100101 Firefox/94.0 PTST/211202.211915",
    "UptimeRobot": "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "Pingdom": "Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)",
    "StatusCake": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) StatusCake Chrome/98 Safari/537",
    "an uptime monitor": "Better Uptime Bot Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
    "W3C's validator": "W3C_Validator/1.3 http://validator.w3.org/services",
    "W3C's link checker": "W3C-checklink/5.0.0 libwww-perl/6.68",
    "curl": "curl/8.14.1",
    "wget": "Wget/1.25.0",
    "HTTPie": "HTTPie/3.2.4",
    "Python's requests": "python-requests/2.32.5",
    "Python's urllib": "Python-urllib/3.13",
    "Python's aiohttp": "Python/3.13 aiohttp/3.13.2",
    "Python's httpx": "python-httpx/0.28.1",
    "Scrapy": "Scrapy/2.13.3 (+https://scrapy.org)",
    "Go": "Go-http-client/2.0",
    "Java": "Java/21.0.9",
    "Java's HTTP client": "Java-http-client/21.0.9",
    "Apache HttpClient": "Apache-HttpClient/4.5.14 (Java/21.0.9)",
    "OkHttp": "okhttp/5.3.0",
    "axios": "axios/1.13.2",
    "Node": "node",
    "node-fetch": "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)",
    "undici": "undici",
    "Ruby": "Ruby",
    "Faraday": "Faraday v2.14.0",
    "Guzzle": "GuzzleHttp/7",
    "PHP": "PHP/8.4.14",
    "Perl": "libwww-perl/6.81",
    "Dart": "Dart/3.10 (dart:io)",
    "PowerShell": "Mozilla/5.0 (Windows NT; Windows NT 10.0; nl-NL) WindowsPowerShell/5.1.26100.7019",
    "PowerShell 7": "Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0.26100; nl-NL) PowerShell/7.5.4",
    "Postman": "PostmanRuntime/7.50.0",
    "Insomnia": "insomnia/11.6.1",
    "an iPhone app's own request": "Acme/412 CFNetwork/3826.600.41 Darwin/24.6.0",
    "nothing but Mozilla": "Mozilla/5.0",
    "nothing but Mozilla and a system": "Mozilla/4.0 (compatible;)",
    "white space": "   ",
    "a dash": "-",
}

APPENDED = (
    "nl-NL", "nl_NL;", "[nl_NL]", "CamScanner/6.5", "DocScan/2", "ScannerPro/8.1", "PhotoScan", "BarcodeScanner/2",
    "Scanbot/5.0", "Botim/1.7", "iRobot/5.2", "BotanicApp/1.2", "Cabot/3.1", "Talbot/1.0", "Abbott/1", "BabyMonitor/2",
    "Monitor/1", "Spiderman/1", "LinkPreviewer/1", "Uptime/2.0", "Validator/1", "WhatsApp/2.23", "Viber/20", "Mastodon/1",
    "Bluesky/1", "Feedly/1", "Fetch/1.0", "okhttp/4.9", "GSA/300.0", "Slack/24.1", "Outlook-iOS/1.0", "Archive/1",
    "WebCheckin/2.1", "Web Check-in/3", "SiteCheckout/1", "Chatbot/1.2", "Robot/2", "Turbot/1", "LighthouseEmployee/3",
    "info@bedrijf.nl", "www.hr.nl", "Ticketbot/2", "WebScannable/1", "LinkVerified/4", "SyntheticTurf/1",
    "AcmeApp/4.2 (nl-NL; iOS 18.1; iPhone15,2)", "com.acme.staff/7 (Android 14)",
)  # fmt: skip
"""What apps put behind the user agent of the browser inside them: a locale, their own name, a whole agent."""

WITHOUT_MOZILLA = {
    "an app's own agent with an engine": "AcmeApp/4.2 (iPhone; iOS 18.1) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    "an agent behind a model": f"LG-H815 {WEBVIEW}",
    "Internet Explorer in an intranet": "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; .NET4.0C)",
    "Firefox alone": "Firefox/33.1.1 (Windows NT 6.1; WOW64) Gecko/20141113143407",
    "UC Browser on a small telephone": "UCWEB/2.0 (MIDP-2.0; U; Adr 4.4.4; en-US) U2/1.0.0 UCBrowser/9.4.1 U2/1.0.0 Mobile",
    "BlackBerry": "BlackBerry8520/5.0.0.681 Profile/MIDP-2.1 Configuration/CLDC-1.1 VendorID/600",
    "Konqueror": "Mozilla/5.0 (compatible; Konqueror/4.5; Linux) KHTML/4.5.4 (like Gecko)",
    "a telephone called BOT": "Mozilla/5.0 (Linux; Android 6.0; VR BOT 552) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/72.0.3626.121 Mobile Safari/537.36",
    "a tablet called Bot": "Mozilla/5.0 (Linux; Android 7.0; C Bot Tab 100 Build/NRD90M) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/74.0.3729.157 Safari/537.36",
    "a Google Pixel": "Mozilla/5.0 (Linux; Android 9; Google Pixel Slate) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.45 Safari/537.36",
}

DRESSED_UP = {
    "Google's publisher": "Mozilla/5.0 (Linux; Android 4.0.4; Galaxy Nexus Build/IMM76B) AppleWebKit/537.36 (KHTML, like Gecko; Google-Publisher-Plugin) Chrome/27.0.1453 Mobile Safari/537.36",
    "a store's crawler on a telephone": "Mozilla/5.0 (Linux; Android 8.0; Pixel 2 Build/OPD3.170816.012; Storebot-Google/1.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/81.0.4044.138 Mobile Safari/537.36",
    "a synthetic visitor": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/113.0.5672.126 Safari/537.36 RuxitSynthetic/1.0",
    "an unknown bot at the end": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 AcmeBot",
    "an unknown crawler at the end": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 AcmeCrawler/1.1",
    "a checker of links": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 AcmeLinkCheck/2",
    "with an address to write to": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Acme/1 (ops@acme.test)",
    "an agent for somebody": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36; Acme/1.0; +acme.ai",
    "Office looking at a link": "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Trident/7.0; Microsoft Outlook 16.0.17928; ms-office; MSOffice 16)",
    "Playwright": f"Mozilla/5.0 (X11; Linux x86_64) {CHROME} Safari/537.36 Playwright/1.40.0",
}
