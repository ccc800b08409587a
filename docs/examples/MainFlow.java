import city.xinqiao.client.ApiClient;
import city.xinqiao.client.ApiException;
import city.xinqiao.client.api.AppealsApi;
import city.xinqiao.client.api.GateApi;
import city.xinqiao.client.api.RatingsApi;
import city.xinqiao.client.api.ReferenceApi;
import city.xinqiao.client.api.RequestsApi;
import city.xinqiao.client.api.ServiceApi;
import city.xinqiao.client.model.AnswerWrite;
import city.xinqiao.client.model.AppealWrite;
import city.xinqiao.client.model.AssignmentWrite;
import city.xinqiao.client.model.CompletionWrite;
import city.xinqiao.client.model.ComplaintWrite;
import city.xinqiao.client.model.EligibilityDecisionWrite;
import city.xinqiao.client.model.EligibilityQuestion;
import city.xinqiao.client.model.EligibleProvider;
import city.xinqiao.client.model.Problem;
import city.xinqiao.client.model.RequestChannel;
import city.xinqiao.client.model.RequestWrite;
import city.xinqiao.client.model.RoundOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The main flow, with the client that openapi-generator makes of the contract (docs/integrating.md).
 *
 * <p>DISPATCHER=xq_… FIRM=xq_… REGULATOR=xq_… java -cp CLIENT MainFlow.java ADDRESS SERVICE AREA
 *
 * <p>It writes: a decision, a request, a complaint about the firm and an appeal.
 */
public class MainFlow {
  /** A client with the key of a role, for texts in English. Its APIs take over what is set before they are made. */
  static ApiClient clientOf(String address, String role) {
    var key = System.getenv(role);
    if (key == null) throw new IllegalStateException(role + " holds no key");
    var client = new ApiClient();
    client.updateBaseUri(address);
    client.setRequestInterceptor(
        request -> request.setHeader("Authorization", "Bearer " + key).setHeader("Accept-Language", "en"));
    return client;
  }

  /** The problem in a refusal: `code` is stable, title and detail are in the language that was asked for. */
  static Problem problemOf(ApiClient client, ApiException refused) throws Exception {
    var problem = refused.getResponseHeaders() != null
        && refused.getResponseHeaders().firstValue("Content-Type").orElse("").startsWith("application/problem+json");
    // Not an answer of the service: the connection was lost, or something between answered.
    if (!problem) throw refused;
    return client.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
  }

  public static void main(String[] arguments) throws Exception {
    String address = arguments[0], service = arguments[1], area = arguments[2];
    var dispatcher = clientOf(address, "DISPATCHER");
    var firm = clientOf(address, "FIRM");
    var regulator = clientOf(address, "REGULATOR");

    // Left out: the last argument of each operation is Min-Version, the one before it of a write Idempotency-Key.
    var catalogue = new ReferenceApi(dispatcher).getCatalogue(null);
    System.out.println("categories " + catalogue.getCategories().size());

    var gate = new GateApi(dispatcher);
    List<EligibleProvider> eligible = new ArrayList<>();
    String cursor = null;
    do {
      var page = gate.listEligibleProviders(service, area, null, 50, cursor, null);
      eligible.addAll(page.getItems());
      cursor = page.getNext();
    } while (cursor != null);
    System.out.println("eligible " + eligible.size());

    // The firm whose key this is.
    var provider = new ServiceApi(firm).getMe(null).getProvider();
    if (provider == null) throw new IllegalStateException("FIRM is not the key of a firm");
    var question = new EligibilityQuestion().provider(provider).service(service).area(area);
    var decided = gate.decideEligibility(new EligibilityDecisionWrite().addItemsItem(question), null, null);
    System.out.println("decision " + decided.getItems().get(0).getEligible());

    // A lost answer: the same key with the same body gets the first answer again.
    var requests = new RequestsApi(dispatcher);
    var call = new RequestWrite()
        .channel(RequestChannel.PHONE).customer("c-" + UUID.randomUUID()).service(service).area(area);
    var key = UUID.randomUUID().toString();
    var id = requests.receiveRequest(call, key, null).getId();
    var again = requests.receiveRequest(call, key, null).getId();
    System.out.println("sent twice, received once " + again.equals(id));

    requests.assignRequest(id, new AssignmentWrite().provider(provider), null, null);
    requests.answerRequest(id, new AnswerWrite(), null, null);
    // A refusal that the program expects: the safeguards ask for some minutes between two moves.
    try {
      requests.completeRequest(id, new CompletionWrite().outcome(RoundOutcome.COMPLETED), null, null);
    } catch (ApiException refused) {
      var problem = problemOf(dispatcher, refused);
      if (!problem.getCode().equals("move-too-soon")) throw refused;
      System.out.println("later " + problem.getDetail());
    }
    System.out.println("request " + requests.getRequest(id, null).getState());

    var complained = new ComplaintWrite().customer("c-2").upheld(true);
    var complaint = new RatingsApi(regulator).recordComplaint(provider, complained, null, null);
    var rating = new RatingsApi(dispatcher).getRating(provider, null, null, null);
    var evidence = new RatingsApi(firm).explainRating(provider, null, null, null, null).getEvidence();
    System.out.println("rating " + rating.getGrade() + " " + rating.getState() + " of " + evidence.getTotal()
        + " pieces of evidence");
    var explained = evidence.getItems().stream()
        .anyMatch(piece -> piece.getEvidence().getId().equals(complaint.getId()));
    System.out.println("complaint explained " + explained);

    var appeals = new AppealsApi(firm);
    var contest = new AppealWrite().evidence(complaint.getId()).grounds("The customer means another firm.");
    var appeal = appeals.fileAppeal(contest, null, null);
    System.out.println("appeal " + appeal.getState());
    System.out.println("appeal " + appeals.withdrawAppeal(appeal.getId(), Map.of(), null, null).getState());

    try {
      new RatingsApi(dispatcher).getRating("018c020f-3400-77f0-a5bc-c6b9b552c767", null, null, null);
    } catch (ApiException refused) {
      var problem = problemOf(dispatcher, refused);
      System.out.println("refused " + problem.getCode() + " " + problem.getStatus() + " " + problem.getTitle());
    }
  }
}
