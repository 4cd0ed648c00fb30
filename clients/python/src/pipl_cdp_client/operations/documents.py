"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime

from ..answer import Answer
from ..asking import Asking
from ..model import UNSET, UnsetType
from .access_log import AccessLog
from .access_proof import AccessProof
from .approve_plan import ApprovePlan
from .call_list import CallList
from .caller_history import CallerHistory
from .capture_lead import CaptureLead
from .checkpoint import Checkpoint
from .claim_lead import ClaimLead
from .complete_task import CompleteTask
from .confirm_contact_data import ConfirmContactData
from .consents import Consents
from .contactability import Contactability
from .dispute_phone import DisputePhone
from .enums import (
    Channel,
    MatchSuggestionState,
    PictureLanguage,
    ProfileOrder,
    Purpose,
    TimelineKind,
)
from .execute_erasure import ExecuteErasure
from .find_person import FindPerson
from .find_profiles import FindProfiles
from .find_record import FindRecord
from .follow_up import FollowUp
from .hand_off_lead import HandOffLead
from .identity_graph import IdentityGraph
from .input_types import (
    AccessLogFilter,
    ApprovePlanInput,
    CaptureLeadInput,
    ClaimLeadInput,
    CompleteTaskInput,
    ConfirmContactDataInput,
    DisputePhoneInput,
    ExecuteErasureInput,
    HandOffLeadInput,
    LeadFilter,
    LogCallInput,
    LogMessageInput,
    MergeProfilesInput,
    OpenCaseInput,
    OpenRightsRequestInput,
    OrderFilter,
    PlaceOrderInput,
    ProfileFilter,
    QualifyLeadInput,
    RecordConsentInput,
    RecordSatisfactionInput,
    RejectLeadInput,
    ReleaseRestrictionInput,
    ResolveCaseInput,
    RestrictProcessingInput,
    ReturnToPoolInput,
    RevealPhoneInput,
    ReviewMatchSuggestionInput,
    SaveMatchRuleInput,
    ScheduleTaskInput,
    ServiceCaseFilter,
    SetLinkConstraintInput,
    SplitProfileInput,
    UnmergeProfilesInput,
    UpdateOrderInput,
    UpsertContactInput,
    VerifyRequesterInput,
    WithdrawConsentInput,
)
from .lead_pool import LeadPool
from .leads import Leads
from .log_call import LogCall
from .log_message import LogMessage
from .log_order_message import LogOrderMessage
from .match_rules import MatchRules
from .match_suggestions import MatchSuggestions
from .may_call import MayCall
from .may_text import MayText
from .merge_decisions import MergeDecisions
from .merge_profiles import MergeProfiles
from .my_tasks import MyTasks
from .new_profiles import NewProfiles
from .node import Node
from .nodes import Nodes
from .officer_access_log import OfficerAccessLog
from .officer_consents import OfficerConsents
from .officer_find_person import OfficerFindPerson
from .officer_release_restriction import OfficerReleaseRestriction
from .officer_restrict_processing import OfficerRestrictProcessing
from .open_case import OpenCase
from .open_rights_request import OpenRightsRequest
from .orders import Orders
from .place_order import PlaceOrder
from .preview_merge import PreviewMerge
from .profile import Profile
from .profile_by_phone import ProfileByPhone
from .provenance import Provenance
from .qualify_lead import QualifyLead
from .record_consent import RecordConsent
from .record_satisfaction import RecordSatisfaction
from .reject_lead import RejectLead
from .release_restriction import ReleaseRestriction
from .resolve_case import ResolveCase
from .resolve_phones import ResolvePhones
from .restrict_processing import RestrictProcessing
from .return_to_pool import ReturnToPool
from .reveal_phone import RevealPhone
from .review_match_suggestion import ReviewMatchSuggestion
from .rights_request import RightsRequest
from .sales_capture_lead import SalesCaptureLead
from .sales_complete_task import SalesCompleteTask
from .sales_consent import SalesConsent
from .sales_contactability import SalesContactability
from .sales_log_call import SalesLogCall
from .sales_schedule_task import SalesScheduleTask
from .sales_tasks import SalesTasks
from .save_match_rule import SaveMatchRule
from .schedule_task import ScheduleTask
from .screen_pop import ScreenPop
from .service import Service
from .service_cases import ServiceCases
from .set_link_constraint import SetLinkConstraint
from .split_profile import SplitProfile
from .steward_complete_task import StewardCompleteTask
from .steward_profile import StewardProfile
from .steward_tasks import StewardTasks
from .timeline import Timeline
from .unmerge_profiles import UnmergeProfiles
from .update_order import UpdateOrder
from .upsert_contact import UpsertContact
from .upsert_customer import UpsertCustomer
from .verify_requester import VerifyRequester
from .withdraw_consent import WithdrawConsent


class Operations(Asking):
    """Every trusted document, as a call."""

    async def caller_history(
        self, number: str, *, token: str | None = None
    ) -> Answer[CallerHistory]:
        """`agent/CallerHistory`, for SERVICE_SUPPORT."""
        return await self._ask(
            CallerHistory,
            "sha256:ab1af108cc32caf62a655a0e9557822b0bb505db9b44b61c804cf2973b58d7a5",
            {"number": number},
            token=token,
        )

    async def capture_lead(
        self,
        input: CaptureLeadInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[CaptureLead]:
        """`agent/CaptureLead`, for LEAD_CONTACT_REQUESTED."""
        return await self._ask(
            CaptureLead,
            "sha256:6b1772138f66cc97187faf28c9df138d74749b3da229801f8b8f7485c862cd9e",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def complete_task(
        self,
        input: CompleteTaskInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[CompleteTask]:
        """`agent/CompleteTask`, for SERVICE_SUPPORT."""
        return await self._ask(
            CompleteTask,
            "sha256:764bc42000fd773c74a911a33f0a47cca90585ddd816f6609b26d30005aabd5e",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def confirm_contact_data(
        self,
        input: ConfirmContactDataInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[ConfirmContactData]:
        """`agent/ConfirmContactData`, for SERVICE_SUPPORT."""
        return await self._ask(
            ConfirmContactData,
            "sha256:2a7362e24cfcac04d611c1ff9f312bf25b88c14fee63dc83be4efc64d649f567",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def consents(self, profile: str, *, token: str | None = None) -> Answer[Consents]:
        """`agent/Consents`, for SERVICE_SUPPORT."""
        return await self._ask(
            Consents,
            "sha256:ec06e21a25b6a27c79889e1f2152ca84576a0f679651179ee564b32f6d09c81b",
            {"profile": profile},
            token=token,
        )

    async def contactability(
        self,
        profile: str,
        channel: Channel,
        purpose: Purpose | None | UnsetType = UNSET,
        at: datetime | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[Contactability]:
        """`agent/Contactability`, for SERVICE_SUPPORT."""
        return await self._ask(
            Contactability,
            "sha256:45f0ecf97c171f3bc006af648e61b33bc3850c9d4ef84dae327ceb3a1bf85e90",
            {"profile": profile, "channel": channel, "purpose": purpose, "at": at},
            token=token,
        )

    async def find_profiles(
        self, filter_: ProfileFilter, *, token: str | None = None
    ) -> Answer[FindProfiles]:
        """`agent/FindProfiles`, for SERVICE_SUPPORT."""
        return await self._ask(
            FindProfiles,
            "sha256:03e6270bc09df28d69950a0254accf71fc6c1744790a67cdd3fad48e97060e26",
            {"filter": filter_},
            token=token,
        )

    async def log_call(
        self,
        input: LogCallInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[LogCall]:
        """`agent/LogCall`, for SERVICE_SUPPORT."""
        return await self._ask(
            LogCall,
            "sha256:71bae0ac099915c5e0928364bd41023a6a1cee946895c4295128340c6c7729ec",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def log_message(
        self,
        input: LogMessageInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[LogMessage]:
        """`agent/LogMessage`, for SERVICE_SUPPORT."""
        return await self._ask(
            LogMessage,
            "sha256:5d0064d765c8dfcc32571283bc4e6ab021d6d364eeddd039c9340928790a2503",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def my_tasks(
        self,
        first: int,
        after: str | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[MyTasks]:
        """`agent/MyTasks`, for SERVICE_SUPPORT."""
        return await self._ask(
            MyTasks,
            "sha256:5ec580b4cc51761d0d61c12f212a7e4cb83bea554c836547bd11acfee8c51715",
            {"first": first, "after": after},
            token=token,
        )

    async def new_profiles(
        self,
        first: int,
        order_by: ProfileOrder,
        after: str | None | UnsetType = UNSET,
        filter_: ProfileFilter | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[NewProfiles]:
        """`agent/NewProfiles`, for LEAD_CONTACT_REQUESTED."""
        return await self._ask(
            NewProfiles,
            "sha256:c90ef479e9d750a104f45cca190e0583094ef2bba8f953cf13146583b04f1b88",
            {"first": first, "after": after, "filter": filter_, "orderBy": order_by},
            token=token,
        )

    async def node(self, id: str, *, token: str | None = None) -> Answer[Node]:
        """`agent/Node`, for SERVICE_SUPPORT."""
        return await self._ask(
            Node,
            "sha256:373f2fd5e4e463d3afa9ce0b560736732d04b99125ae76887b4750e6ca3be416",
            {"id": id},
            token=token,
        )

    async def nodes(self, ids: list[str], *, token: str | None = None) -> Answer[Nodes]:
        """`agent/Nodes`, for SERVICE_SUPPORT."""
        return await self._ask(
            Nodes,
            "sha256:eae5b398a849df9071e09d8f89e6ab5a06db54afae5f0ee3abfce64225f216ea",
            {"ids": ids},
            token=token,
        )

    async def open_case(
        self,
        input: OpenCaseInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[OpenCase]:
        """`agent/OpenCase`, for SERVICE_SUPPORT."""
        return await self._ask(
            OpenCase,
            "sha256:59bf6b1b6f8e84f3e1eba0d5ff4adfe15a984e2ee94257550e0547fc1aae9c76",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def profile(
        self, id: str, orders: int, calls: int, *, token: str | None = None
    ) -> Answer[Profile]:
        """`agent/Profile`, for SERVICE_SUPPORT."""
        return await self._ask(
            Profile,
            "sha256:78ebb3960fa2684090c2fb7e6a06baeb44dd1f097717f7d92361806fb1c09727",
            {"id": id, "orders": orders, "calls": calls},
            token=token,
        )

    async def profile_by_phone(
        self,
        number: str,
        at: datetime | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[ProfileByPhone]:
        """`agent/ProfileByPhone`, for SERVICE_SUPPORT."""
        return await self._ask(
            ProfileByPhone,
            "sha256:e4cb33e41d75e5b2fd26dd66f8302ec721cf875aa3ff841a5113b335fa1373fd",
            {"number": number, "at": at},
            token=token,
        )

    async def provenance(self, id: str, *, token: str | None = None) -> Answer[Provenance]:
        """`agent/Provenance`, for LEAD_CONTACT_REQUESTED."""
        return await self._ask(
            Provenance,
            "sha256:6250394d80b6c9a832fb4789577660ac3ba788d7988e2959fa6ba80ccb66142d",
            {"id": id},
            token=token,
        )

    async def record_consent(
        self,
        input: RecordConsentInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[RecordConsent]:
        """`agent/RecordConsent`, for SERVICE_SUPPORT."""
        return await self._ask(
            RecordConsent,
            "sha256:3b4e83c5ab36de89ed7714a7c3baacb383d11a8548744a115e00d169eb8c317f",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def record_satisfaction(
        self,
        input: RecordSatisfactionInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[RecordSatisfaction]:
        """`agent/RecordSatisfaction`, for SERVICE_SUPPORT."""
        return await self._ask(
            RecordSatisfaction,
            "sha256:3eea18f9b3df7060da9e8edae98df051fba78e87e6c019cf580e91eee6f7e356",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def resolve_case(
        self,
        input: ResolveCaseInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[ResolveCase]:
        """`agent/ResolveCase`, for SERVICE_SUPPORT."""
        return await self._ask(
            ResolveCase,
            "sha256:6aac55a0c344452d3b389c193f1b917ef22927259cd8d2d7c793355296f151e9",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def reveal_phone(
        self,
        input: RevealPhoneInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[RevealPhone]:
        """`agent/RevealPhone`, for SERVICE_SUPPORT."""
        return await self._ask(
            RevealPhone,
            "sha256:62f457850a6b563d6961819cb0a35b090286a4a546ab782c3cd4762de4982087",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def schedule_task(
        self,
        input: ScheduleTaskInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[ScheduleTask]:
        """`agent/ScheduleTask`, for SERVICE_SUPPORT."""
        return await self._ask(
            ScheduleTask,
            "sha256:8bea10ae199a6f686905a0df1f6cb7bb4d32992dc48ab56f4d80ae2a5dcdbf23",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def screen_pop(self, number: str, *, token: str | None = None) -> Answer[ScreenPop]:
        """`agent/ScreenPop`, for SERVICE_SUPPORT."""
        return await self._ask(
            ScreenPop,
            "sha256:68a73eeaac47cdc3838165f2f40aea669dccbdb514939d4f241f76d7680dc002",
            {"number": number},
            token=token,
        )

    async def service(self, id: str, first: int, *, token: str | None = None) -> Answer[Service]:
        """`agent/Service`, for SERVICE_SUPPORT."""
        return await self._ask(
            Service,
            "sha256:c1a506a4a677eebdd998095b72a68d27655fe37aadfe0566282e78ee48153bb7",
            {"id": id, "first": first},
            token=token,
        )

    async def service_cases(
        self,
        first: int,
        after: str | None | UnsetType = UNSET,
        filter_: ServiceCaseFilter | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[ServiceCases]:
        """`agent/ServiceCases`, for SERVICE_SUPPORT."""
        return await self._ask(
            ServiceCases,
            "sha256:307e0fc24702be728596623b91da83a881244fc2350b3380378c1c0c5c73996a",
            {"first": first, "after": after, "filter": filter_},
            token=token,
        )

    async def timeline(
        self,
        profile: str,
        first: int,
        after: str | None | UnsetType = UNSET,
        kinds: list[TimelineKind] | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[Timeline]:
        """`agent/Timeline`, for SERVICE_SUPPORT."""
        return await self._ask(
            Timeline,
            "sha256:d351834a2ad0c7914011da55a3c820c53ecbd00250e30eafe533416955acdbe5",
            {"profile": profile, "first": first, "after": after, "kinds": kinds},
            token=token,
        )

    async def upsert_contact(
        self,
        input: UpsertContactInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[UpsertContact]:
        """`agent/UpsertContact`, for SERVICE_SUPPORT."""
        return await self._ask(
            UpsertContact,
            "sha256:1868a01c66d60e7137009e92ec2dee813f58e4744749d6b637b2a15775f09653",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def withdraw_consent(
        self,
        input: WithdrawConsentInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[WithdrawConsent]:
        """`agent/WithdrawConsent`, for SERVICE_SUPPORT."""
        return await self._ask(
            WithdrawConsent,
            "sha256:b45680deb0dd659c3b298630cac48f63445ae4ed46d5573903bbf9bc30d282d5",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def access_log(
        self,
        first: int,
        filter_: AccessLogFilter | None | UnsetType = UNSET,
        after: str | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[AccessLog]:
        """`auditor/AccessLog`, for COMPLIANCE_AUDIT."""
        return await self._ask(
            AccessLog,
            "sha256:8aa2508f647b203f2ef0fb3625b783e356d04fcdd3719acb24436ed9de5353e3",
            {"filter": filter_, "first": first, "after": after},
            token=token,
        )

    async def access_proof(self, index: str, *, token: str | None = None) -> Answer[AccessProof]:
        """`auditor/AccessProof`, for COMPLIANCE_AUDIT."""
        return await self._ask(
            AccessProof,
            "sha256:1e2bc04d2079a89c0938cde632bc19d4e5214ec025d7e906363e42e9511d0dee",
            {"index": index},
            token=token,
        )

    async def checkpoint(self, *, token: str | None = None) -> Answer[Checkpoint]:
        """`auditor/Checkpoint`, for COMPLIANCE_AUDIT."""
        return await self._ask(
            Checkpoint,
            "sha256:e733bc2ffa9944ff83952c7999157ac1985027a6ad965fb0a7daa1f97f62ba75",
            {},
            token=token,
        )

    async def merge_decisions(
        self,
        first: int,
        after: str | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[MergeDecisions]:
        """`auditor/MergeDecisions`, for COMPLIANCE_AUDIT."""
        return await self._ask(
            MergeDecisions,
            "sha256:d5cc0241cf1a86e6dd7e1d35f61dfd89532b8096b834a59401ac5b23a218a3d7",
            {"first": first, "after": after},
            token=token,
        )

    async def log_order_message(
        self,
        input: LogMessageInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[LogOrderMessage]:
        """`integration/LogOrderMessage`, for ORDER_FULFILMENT."""
        return await self._ask(
            LogOrderMessage,
            "sha256:a1e19fff2d2d1f139033542987089cc86f24efb56096a7199257ac9d78d8c619",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def may_call(
        self,
        numbers: list[str] | None | UnsetType = UNSET,
        profiles: list[str] | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[MayCall]:
        """`integration/MayCall`, for MARKETING_DIRECT_CALL."""
        return await self._ask(
            MayCall,
            "sha256:f9127c36fd2b7f3295c3efab8a6077b1753ed9a5b46ff2bd85904ebcb1e74812",
            {"numbers": numbers, "profiles": profiles},
            token=token,
        )

    async def may_text(
        self,
        numbers: list[str] | None | UnsetType = UNSET,
        profiles: list[str] | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[MayText]:
        """`integration/MayText`, for MARKETING_DIRECT_SMS."""
        return await self._ask(
            MayText,
            "sha256:66b904d02eef3bb4ac40f18bdb7e8539a4c3a15dcad54a58e18b465f81826be7",
            {"numbers": numbers, "profiles": profiles},
            token=token,
        )

    async def orders(
        self,
        first: int,
        after: str | None | UnsetType = UNSET,
        filter_: OrderFilter | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[Orders]:
        """`integration/Orders`, for ORDER_FULFILMENT."""
        return await self._ask(
            Orders,
            "sha256:6c2ccef85331a56e8b61a96b716a5abfe2a1e51a8f66c5fddea76779b9edb3c6",
            {"first": first, "after": after, "filter": filter_},
            token=token,
        )

    async def place_order(
        self,
        input: PlaceOrderInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[PlaceOrder]:
        """`integration/PlaceOrder`, for ORDER_FULFILMENT."""
        return await self._ask(
            PlaceOrder,
            "sha256:763ff7597065ea69cb9d6dc6f5970f5ac9434a1bd0d58e750e5fa2857f69d534",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def resolve_phones(
        self, numbers: list[str], *, token: str | None = None
    ) -> Answer[ResolvePhones]:
        """`integration/ResolvePhones`, for ORDER_FULFILMENT."""
        return await self._ask(
            ResolvePhones,
            "sha256:e752f04327995ea975312ebae84bc7a7a6c0d87018b34f5a486ec403bc62a50d",
            {"numbers": numbers},
            token=token,
        )

    async def update_order(
        self,
        input: UpdateOrderInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[UpdateOrder]:
        """`integration/UpdateOrder`, for ORDER_FULFILMENT."""
        return await self._ask(
            UpdateOrder,
            "sha256:445d05724b50fea2bdddae1983d1c37efe97b555f308606f9ce6f10e304fb22e",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def upsert_customer(
        self,
        input: UpsertContactInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[UpsertCustomer]:
        """`integration/UpsertCustomer`, for ORDER_FULFILMENT."""
        return await self._ask(
            UpsertCustomer,
            "sha256:8e19af4c7bdb99260ce582dc6939cbe272f02da8b2deff25d92c9db16a4fd48b",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def call_list(self, number: str, *, token: str | None = None) -> Answer[CallList]:
        """`marketing/CallList`, for MARKETING_DIRECT_CALL."""
        return await self._ask(
            CallList,
            "sha256:c99be66c43975ac2d6ade30bf84b2e57e855023d98742dc8f797cb73a39e3114",
            {"number": number},
            token=token,
        )

    async def approve_plan(
        self,
        input: ApprovePlanInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[ApprovePlan]:
        """`officer/ApprovePlan`, for RIGHTS_FULFILMENT."""
        return await self._ask(
            ApprovePlan,
            "sha256:d8fa6703531355111f41347d946166fcb15ec1e3d8c38b6f0de832f3bfa32b1e",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def execute_erasure(
        self,
        input: ExecuteErasureInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[ExecuteErasure]:
        """`officer/ExecuteErasure`, for RIGHTS_FULFILMENT."""
        return await self._ask(
            ExecuteErasure,
            "sha256:d9a838fc15683e738212fe87160f88bb1e7a6dcfc9e19e63f821ee419dadfddb",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def find_person(
        self,
        number: str,
        at: datetime | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[FindPerson]:
        """`officer/FindPerson`, for RIGHTS_FULFILMENT."""
        return await self._ask(
            FindPerson,
            "sha256:4fdc7b5dbe906aecbdb2deb8de7850e4c10496ef68e49043032789b840260d02",
            {"number": number, "at": at},
            token=token,
        )

    async def officer_access_log(
        self,
        first: int,
        filter_: AccessLogFilter | None | UnsetType = UNSET,
        after: str | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[OfficerAccessLog]:
        """`officer/OfficerAccessLog`, for COMPLIANCE_AUDIT."""
        return await self._ask(
            OfficerAccessLog,
            "sha256:20cbeffc3f08204da8cac237fabb17e3b15cefd55cebd01a7cb3602162e537fc",
            {"filter": filter_, "first": first, "after": after},
            token=token,
        )

    async def officer_consents(
        self, profile: str, *, token: str | None = None
    ) -> Answer[OfficerConsents]:
        """`officer/OfficerConsents`, for RIGHTS_FULFILMENT."""
        return await self._ask(
            OfficerConsents,
            "sha256:84bd92322abd4459abba0ac8e9294d8e59fffabb5f9e785fabf8aa596cfc71ad",
            {"profile": profile},
            token=token,
        )

    async def officer_find_person(
        self,
        number: str,
        at: datetime | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[OfficerFindPerson]:
        """`officer/OfficerFindPerson`, for LEGAL_RETENTION."""
        return await self._ask(
            OfficerFindPerson,
            "sha256:252195b0a7babd8a4ec9541a7bea8d9a58d37731c1208f855d94d8e15539417c",
            {"number": number, "at": at},
            token=token,
        )

    async def officer_release_restriction(
        self,
        input: ReleaseRestrictionInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[OfficerReleaseRestriction]:
        """`officer/OfficerReleaseRestriction`, for LEGAL_RETENTION."""
        return await self._ask(
            OfficerReleaseRestriction,
            "sha256:cce210df69b89dd0a7b221c946901477957fc394d60395eeaf18f5d5c39c26f1",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def officer_restrict_processing(
        self,
        input: RestrictProcessingInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[OfficerRestrictProcessing]:
        """`officer/OfficerRestrictProcessing`, for LEGAL_RETENTION."""
        return await self._ask(
            OfficerRestrictProcessing,
            "sha256:c4a74021ae875a9fc9bd307add444c84701ec21ad972ce05cd9eb5da763bff5d",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def open_rights_request(
        self,
        input: OpenRightsRequestInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[OpenRightsRequest]:
        """`officer/OpenRightsRequest`, for RIGHTS_FULFILMENT."""
        return await self._ask(
            OpenRightsRequest,
            "sha256:35b1a1c14ffbb436056c79adeab1ce8d5f417fa62d0375fd0db6a480840d5c56",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def release_restriction(
        self,
        input: ReleaseRestrictionInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[ReleaseRestriction]:
        """`officer/ReleaseRestriction`, for RIGHTS_FULFILMENT."""
        return await self._ask(
            ReleaseRestriction,
            "sha256:e8088f96f77b3e60cbd296dcfcca51ab17d869ad8b17a8928fddb56a2e71f26b",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def restrict_processing(
        self,
        input: RestrictProcessingInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[RestrictProcessing]:
        """`officer/RestrictProcessing`, for RIGHTS_FULFILMENT."""
        return await self._ask(
            RestrictProcessing,
            "sha256:b4e19f254e3defc14f747415f830cc7b910351096dbb2a0ed49266abcd824f96",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def rights_request(self, id: str, *, token: str | None = None) -> Answer[RightsRequest]:
        """`officer/RightsRequest`, for RIGHTS_FULFILMENT."""
        return await self._ask(
            RightsRequest,
            "sha256:3423cbce8bc2fc8d32a90303eb647b44b47174b1c176a48f5dc823c24b2ab8d1",
            {"id": id},
            token=token,
        )

    async def verify_requester(
        self,
        input: VerifyRequesterInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[VerifyRequester]:
        """`officer/VerifyRequester`, for RIGHTS_FULFILMENT."""
        return await self._ask(
            VerifyRequester,
            "sha256:0a660145e5428869ee53e0eeece3c01911ebc9f6351d140b4323481baaa35af7",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def claim_lead(
        self,
        input: ClaimLeadInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[ClaimLead]:
        """`sales/ClaimLead`, for SALES_FOLLOW_UP."""
        return await self._ask(
            ClaimLead,
            "sha256:16077e09cee5133aeac7156b32d84d669d78c83db4111aa6591ad7105ed3447c",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def follow_up(self, number: str, *, token: str | None = None) -> Answer[FollowUp]:
        """`sales/FollowUp`, for SALES_FOLLOW_UP."""
        return await self._ask(
            FollowUp,
            "sha256:cfae25555cfcb2f987ea476d328b23ef4a6832f216b9b8ed441654947fda36ef",
            {"number": number},
            token=token,
        )

    async def hand_off_lead(
        self,
        input: HandOffLeadInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[HandOffLead]:
        """`sales/HandOffLead`, for SALES_FOLLOW_UP."""
        return await self._ask(
            HandOffLead,
            "sha256:e9c07b875a23ed5647c2c37612b8ff4dc0cea65aa5a44425b477812de77023c8",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def lead_pool(
        self,
        first: int,
        after: str | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[LeadPool]:
        """`sales/LeadPool`, for SALES_FOLLOW_UP."""
        return await self._ask(
            LeadPool,
            "sha256:4932646a8d4896593c7eea39ce27e660b06aa7886b5bba2f83c52fe578056d3d",
            {"first": first, "after": after},
            token=token,
        )

    async def leads(
        self,
        first: int,
        after: str | None | UnsetType = UNSET,
        filter_: LeadFilter | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[Leads]:
        """`sales/Leads`, for SALES_FOLLOW_UP."""
        return await self._ask(
            Leads,
            "sha256:ecd2f19cbafe90791d1fec909a33204d148bf7b0e1605396d99e53b6955290e3",
            {"first": first, "after": after, "filter": filter_},
            token=token,
        )

    async def qualify_lead(
        self,
        input: QualifyLeadInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[QualifyLead]:
        """`sales/QualifyLead`, for SALES_FOLLOW_UP."""
        return await self._ask(
            QualifyLead,
            "sha256:c3cc9de5213d82d75e6e5d5a0162296ad64b6e4e5c538c069fdb3a51ed4d5176",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def reject_lead(
        self,
        input: RejectLeadInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[RejectLead]:
        """`sales/RejectLead`, for SALES_FOLLOW_UP."""
        return await self._ask(
            RejectLead,
            "sha256:38db560d566a45ffcab2af554bf85ab36b261f0a0f6b0f86b21c92d5d0b36d8d",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def return_to_pool(
        self,
        input: ReturnToPoolInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[ReturnToPool]:
        """`sales/ReturnToPool`, for SALES_FOLLOW_UP."""
        return await self._ask(
            ReturnToPool,
            "sha256:b43c950a2a230422992ae3f00bab6acf1424d45dbe4f6a44824cd8ff202e7708",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def sales_capture_lead(
        self,
        input: CaptureLeadInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[SalesCaptureLead]:
        """`sales/SalesCaptureLead`, for SALES_FOLLOW_UP."""
        return await self._ask(
            SalesCaptureLead,
            "sha256:67718c9a372c83a6d8c25a4fa671dfffbbc1434255ebf4616322d929c5620d39",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def sales_complete_task(
        self,
        input: CompleteTaskInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[SalesCompleteTask]:
        """`sales/SalesCompleteTask`, for SALES_FOLLOW_UP."""
        return await self._ask(
            SalesCompleteTask,
            "sha256:e0137a0c71bc6640a17b7de582372859a15af9f1d00de8a6a4754d464c05148c",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def sales_consent(
        self,
        input: RecordConsentInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[SalesConsent]:
        """`sales/SalesConsent`, for SALES_FOLLOW_UP."""
        return await self._ask(
            SalesConsent,
            "sha256:8fff4d8d537677b531b0b3342373fd361c460150b2faa18c4d128192c13e806b",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def sales_contactability(
        self,
        profile: str,
        channel: Channel,
        at: datetime | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[SalesContactability]:
        """`sales/SalesContactability`, for SALES_FOLLOW_UP."""
        return await self._ask(
            SalesContactability,
            "sha256:a99812fd628e1c68a10e4c9bc89c892666095206a44d1c7f877b25d7d92da209",
            {"profile": profile, "channel": channel, "at": at},
            token=token,
        )

    async def sales_log_call(
        self,
        input: LogCallInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[SalesLogCall]:
        """`sales/SalesLogCall`, for SALES_FOLLOW_UP."""
        return await self._ask(
            SalesLogCall,
            "sha256:d654550df9390276b83f748f29903ad75eae5cfafe3429e8d420e8b16d8814e5",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def sales_schedule_task(
        self,
        input: ScheduleTaskInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[SalesScheduleTask]:
        """`sales/SalesScheduleTask`, for SALES_FOLLOW_UP."""
        return await self._ask(
            SalesScheduleTask,
            "sha256:e2928833f1cfc4f8676d6d44c7ccdb7c1c8dc805998795349d395eff222abf57",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def sales_tasks(
        self,
        first: int,
        after: str | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[SalesTasks]:
        """`sales/SalesTasks`, for SALES_FOLLOW_UP."""
        return await self._ask(
            SalesTasks,
            "sha256:d799f4739f8db1d4096f08f9cf9a28157595a00a64a973824f2f6935844153e7",
            {"first": first, "after": after},
            token=token,
        )

    async def dispute_phone(
        self,
        input: DisputePhoneInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[DisputePhone]:
        """`steward/DisputePhone`, for IDENTITY_RESOLUTION."""
        return await self._ask(
            DisputePhone,
            "sha256:967828b06df5eb2542ef92dd421bc41f90ffe5e3931a7b96866b4a32eafc5f03",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def find_record(self, number: str, *, token: str | None = None) -> Answer[FindRecord]:
        """`steward/FindRecord`, for IDENTITY_RESOLUTION."""
        return await self._ask(
            FindRecord,
            "sha256:4767340f51a4d494367b2a66a04742634539334b0df69203559e24621231b98f",
            {"number": number},
            token=token,
        )

    async def identity_graph(
        self, profile: str, language: PictureLanguage, *, token: str | None = None
    ) -> Answer[IdentityGraph]:
        """`steward/IdentityGraph`, for IDENTITY_RESOLUTION."""
        return await self._ask(
            IdentityGraph,
            "sha256:b08e2c5a9ab6b17c87dea9fb0a4bd5cc745b576b1190a4646b39b73383b259a9",
            {"profile": profile, "language": language},
            token=token,
        )

    async def match_rules(self, *, token: str | None = None) -> Answer[MatchRules]:
        """`steward/MatchRules`, for IDENTITY_RESOLUTION."""
        return await self._ask(
            MatchRules,
            "sha256:bdf68d73b61e556976747fde0ef44e99445c88af4e1f44e7cc051b74bdc53a61",
            {},
            token=token,
        )

    async def match_suggestions(
        self,
        first: int,
        state: MatchSuggestionState,
        after: str | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[MatchSuggestions]:
        """`steward/MatchSuggestions`, for IDENTITY_RESOLUTION."""
        return await self._ask(
            MatchSuggestions,
            "sha256:86b5865d96c419284f83a31dfbb570b24d0f9a137557515b1a2ebb6df51fbe59",
            {"first": first, "after": after, "state": state},
            token=token,
        )

    async def merge_profiles(
        self,
        input: MergeProfilesInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[MergeProfiles]:
        """`steward/MergeProfiles`, for IDENTITY_RESOLUTION."""
        return await self._ask(
            MergeProfiles,
            "sha256:8270557e9851555fbbbaccc5b399a833ddaa0fc760419dade45b6f7ad59743bb",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def preview_merge(
        self, profile: str, other: str, *, token: str | None = None
    ) -> Answer[PreviewMerge]:
        """`steward/PreviewMerge`, for IDENTITY_RESOLUTION."""
        return await self._ask(
            PreviewMerge,
            "sha256:c1db235344c6a882dffafdd6d3057e4b2b5edd0ea6d8f75fa4d19118f3b2b60f",
            {"profile": profile, "other": other},
            token=token,
        )

    async def review_match_suggestion(
        self,
        input: ReviewMatchSuggestionInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[ReviewMatchSuggestion]:
        """`steward/ReviewMatchSuggestion`, for IDENTITY_RESOLUTION."""
        return await self._ask(
            ReviewMatchSuggestion,
            "sha256:8565af71aabb084a5b56b84ccc930bf87f5bcc051b6eb2036e7865c86a11c756",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def save_match_rule(
        self,
        input: SaveMatchRuleInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[SaveMatchRule]:
        """`steward/SaveMatchRule`, for IDENTITY_RESOLUTION."""
        return await self._ask(
            SaveMatchRule,
            "sha256:7ca9e97338d84ba0ad4b68bf809af073b9a15a5c2ddae06d6542268d8f764c34",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def set_link_constraint(
        self,
        input: SetLinkConstraintInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[SetLinkConstraint]:
        """`steward/SetLinkConstraint`, for IDENTITY_RESOLUTION."""
        return await self._ask(
            SetLinkConstraint,
            "sha256:3484561089c202e82a9a0b5199c32cefe0ac5dab28fa58c360d0dedd7de870b9",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def split_profile(
        self,
        input: SplitProfileInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[SplitProfile]:
        """`steward/SplitProfile`, for IDENTITY_RESOLUTION."""
        return await self._ask(
            SplitProfile,
            "sha256:056b55b7ef46e28676aa3467047b70dc9d73595d0ebac7517365480fe25934c5",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def steward_complete_task(
        self,
        input: CompleteTaskInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[StewardCompleteTask]:
        """`steward/StewardCompleteTask`, for IDENTITY_RESOLUTION."""
        return await self._ask(
            StewardCompleteTask,
            "sha256:7f3683a7590891c3d20093854fc8f11ab324ed2302c138fe3868485fc6f5ff0d",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )

    async def steward_profile(self, id: str, *, token: str | None = None) -> Answer[StewardProfile]:
        """`steward/StewardProfile`, for IDENTITY_RESOLUTION."""
        return await self._ask(
            StewardProfile,
            "sha256:73c4bae89ad42a53b111af3f5250645bd80f75f078f359c799972726852bcf64",
            {"id": id},
            token=token,
        )

    async def steward_tasks(
        self,
        first: int,
        after: str | None | UnsetType = UNSET,
        *,
        token: str | None = None,
    ) -> Answer[StewardTasks]:
        """`steward/StewardTasks`, for IDENTITY_RESOLUTION."""
        return await self._ask(
            StewardTasks,
            "sha256:19db98d2b8f969bf4e40b078a50a78cc54161755485f902e97717653655091f9",
            {"first": first, "after": after},
            token=token,
        )

    async def unmerge_profiles(
        self,
        input: UnmergeProfilesInput,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[UnmergeProfiles]:
        """`steward/UnmergeProfiles`, for IDENTITY_RESOLUTION."""
        return await self._ask(
            UnmergeProfiles,
            "sha256:d6d1eaed75066b821919874056f5427e4d1d49a0366a61045c5aab86aeb5428d",
            {"input": input},
            token=token,
            idempotency_key=idempotency_key,
        )
