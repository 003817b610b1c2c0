"""LK010: parameters that only say where a reader came from."""

from __future__ import annotations

import functools
from typing import Any

from ainewslint.diagnostics import Applicability, Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, option
from ainewslint.rules.links.url_rule import UrlRule, replacing_fix
from ainewslint.source.hyperlinks import Hyperlink
from ainewslint.source.urls import Parameter, host_of, parameters, without_parameters

PREFIXES = ("utm_", "mtm_", "pk_campaign", "pk_kwd", "hsa_", "__hs", "ga_source", "ga_medium")
# Parameters that mean tracking on any site.
_ANYWHERE = """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh li_fat_id mc_cid
    mc_eid _hsenc _hsmi mkt_tok oly_anon_id oly_enc_id vero_id wickedid rdt_cid spm spm_id_from
    vd_source share_token share_source share_medium sharer_shareid ops_request_misc
    sharesource sharerefer sharerId
"""
# Parameters that mean it on one site only: domain -> names.
ON_SITE = {
    "csdn.net": "request_id biz_id fromshare sharetype sharefrom depth_1-utm_source from_code "
    "from_tracking_code",
    "bilibili.com": "from_spmid unique_k bbid share_plat share_session_id share_tag share_times "
    "buvid is_story_h5 plat_id up_id from_source",
    "mp.weixin.qq.com": "scene mpshare srcid sharer_sharetime subscene clicktime enterid "
    "ascene devicetype nettype exportkey pass_ticket wx_header sessionid",
    "zhihu.com": "share_code utm_psn search_source hybrid_search_source hybrid_search_extra",
    "xiaohongshu.com": "app_platform app_version share_from_user_hidden author_share "
    "shareRedId apptime share_channel share_id ignoreEngage",
    "baike.baidu.com": "fromModule lemmaFrom fr",
    "baijiahao.baidu.com": "wfr for",
    "juejin.cn": "from searchId",
    "36kr.com": "f",
    "twitter.com": "s t ref_src ref_url",
    "x.com": "s t ref_src ref_url",
    "youtube.com": "si feature ab_channel embeds_referring_euri embeds_referring_origin "
    "source_ve_path pp",
    "youtu.be": "si feature",
    "spotify.com": "si",
    "reddit.com": "share_id rdt",
    "linkedin.com": "rcm trk trackingId lipi",
    "amazon.com": "ref_ pf_rd_p pf_rd_r pd_rd_r pd_rd_w pd_rd_wg",
    "aws.amazon.com": "trk sc_channel",
    "medium.com": "source",
    "techcrunch.com": "guccounter guce_referrer guce_referrer_sig",
    "yahoo.com": "guccounter guce_referrer guce_referrer_sig",
    "wsj.com": "reflink mod",
    "bloomberg.com": "srnd sref",
    "docs.google.com": "usp",
    "drive.google.com": "usp",
    "colab.research.google.com": "usp",
    "toutiao.com": "upstream_biz tt_from share_uid",
}


@record(frozen=True)
class Options:
    """Options of tracking-parameters."""

    parameters: list[str] = option(
        [], "further parameters that track, on any site; a trailing `*` takes all that begin so"
    )
    keep: list[str] = option([], "parameters that are not tracking here, although listed")


class TrackingParameters(UrlRule):
    """Reports addresses that carry tracking and sharing parameters.

    ## What it does
    Finds `utm_…`, `spm`, `fbclid`, share tokens and their like in addresses, and takes them out.
    Parameters that mean something else elsewhere (`s`, `si`, `scene`) are judged on the sites only
    where they are known to track.

    ## Why is this bad?
    They tell the target site a false story about where the reader comes from, some name the person
    who shared the link, they make one page look like many, and they are long.

    ## Example
    ```markdown
    见[发布公告](https://example.com/news/model?utm_source=weekly&utm_medium=email)。
    ```

    ## Use instead
    ```markdown
    见[发布公告](https://example.com/news/model)。
    ```

    ## Evidence
    Over 2,681 articles: 3,003 findings in 269 articles. One of each of the ninety most
    frequent pairs of site and parameters was read, which stand for nearly all of them: all
    are right, and so are thirty findings drawn at random. Gift and access tokens (`st`,
    `xsec_token`) and affiliate ids are kept: without them the page is another.
    """

    code = "LK010"
    name = "tracking-parameters"
    severity = Severity.WARNING
    fixable = Applicability.SAFE
    needs = ("?",)
    yields_to = ("AI007", "AI008", "LK002", "LK009")
    Options = Options

    def __init__(self, options: Any = None) -> None:
        super().__init__(options)
        more = self.options.parameters
        self.keep = frozenset(self.options.keep)
        self.anywhere = frozenset(_ANYWHERE.split()).union(
            one for one in more if not one.endswith("*")
        )
        self.prefixes = (*PREFIXES, *(one[:-1] for one in more if one.endswith("*")))

    def check_url(self, link: Hyperlink, context: Context, /) -> Diagnostic | None:
        """A diagnostic where a URL has parameters that track."""
        url = link.url
        query = url.find("?")
        if query < 0 or not self._may_track(url, query):
            return None
        here = _on_site(host_of(url))
        found = [one.name for one in parameters(url) if self._tracks(one, here)]
        if not found:
            return None
        names = list(dict.fromkeys(found))
        clean = without_parameters(url, lambda one: self._tracks(one, here))
        title = _("Remove {names}").format(names=", ".join(names))
        return self.diagnostic(
            link.span,
            _(
                "{names} in this address only track who shared it and from where: "
                "the page is the same without"
            ).format(names=", ".join(names[:4]) + (" …" if len(names) > 4 else "")),
            fix=replacing_fix(context.article, link, clean, title, Applicability.SAFE),
        )

    def _may_track(self, url: str, query: int) -> bool:
        """A quick look at the names: whether one may track on this host."""
        names = [part.partition("=")[0] for part in url[query + 1 :].split("&")]
        host = host_of(url)
        return bool(host) and not (
            self.anywhere.isdisjoint(names)
            and _on_site(host).isdisjoint(names)
            and not any(name.startswith(self.prefixes) for name in names)
        )

    def _tracks(self, one: Parameter, here: frozenset[str]) -> bool:
        name = one.name
        if name in self.keep or not name:
            return False
        return name in self.anywhere or name in here or name.startswith(self.prefixes)


@functools.lru_cache(4096)
def _on_site(host: str) -> frozenset[str]:
    """The parameters that track on a host: those of the domains it lies under."""
    found: set[str] = set()
    labels = host.split(".")
    for at in range(len(labels) - 1):
        names = ON_SITE.get(".".join(labels[at:]))
        if names:
            found.update(names.split())
    return frozenset(found)
