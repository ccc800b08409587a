// The main flow, with the client that oapi-codegen makes of the contract (docs/integrating.md).
//
//	DISPATCHER=xq_… FIRM=xq_… REGULATOR=xq_… go run . ADDRESS SERVICE AREA
//
// It writes: a decision, a request, a complaint about the firm and an appeal.
package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"flow/xinqiao"
)

// Refused is a refusal of the service. Its Code is stable; Title and Detail are in the language that was asked for.
type Refused struct{ xinqiao.Problem }

func (r *Refused) Error() string { return r.Code + ": " + r.Title }

// caller sends requests with a key, for texts in English. A refusal comes back as an error.
type caller struct {
	http.Client
	key string
}

func (c *caller) Do(request *http.Request) (*http.Response, error) {
	request.Header.Set("Authorization", "Bearer "+c.key)
	request.Header.Set("Accept-Language", "en")
	response, err := c.Client.Do(request)
	if err != nil || response.StatusCode < 400 {
		return response, err
	}
	defer response.Body.Close()
	if !strings.HasPrefix(response.Header.Get("Content-Type"), "application/problem+json") {
		return nil, errors.New("an answer that the contract does not have: " + response.Status)
	}
	refused := new(Refused)
	if err := json.NewDecoder(response.Body).Decode(&refused.Problem); err != nil {
		return nil, err
	}
	return nil, refused
}

// clientOf makes a client with the key of a role.
func clientOf(address, role string) *xinqiao.ClientWithResponses {
	doer := &caller{http.Client{Timeout: 30 * time.Second}, os.Getenv(role)}
	return must(xinqiao.NewClientWithResponses(address, xinqiao.WithHTTPClient(doer)))
}

// must ends the program on an error.
func must[T any](answer T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return answer
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 4 {
		log.Fatal("usage: go run . ADDRESS SERVICE AREA")
	}
	address, service, area := os.Args[1], os.Args[2], os.Args[3]
	dispatcher, firm, regulator := clientOf(address, "DISPATCHER"), clientOf(address, "FIRM"), clientOf(address, "REGULATOR")
	ctx := context.Background()

	catalogue := must(dispatcher.GetCatalogueWithResponse(ctx, nil)).JSON200
	fmt.Println("categories", len(catalogue.Categories))

	var eligible []xinqiao.EligibleProvider
	limit := 5 // small, to show several pages
	query := xinqiao.ListEligibleProvidersParams{Service: service, Area: area, Limit: &limit}
	for {
		page := must(dispatcher.ListEligibleProvidersWithResponse(ctx, &query)).JSON200
		eligible = append(eligible, page.Items...)
		if page.Next == nil {
			break
		}
		query.Cursor = page.Next
	}
	fmt.Println("eligible", len(eligible))

	// The firm whose key this is.
	provider := must(firm.GetMeWithResponse(ctx, nil)).JSON200.Provider
	if provider == nil {
		log.Fatal("FIRM is not the key of a firm")
	}
	questions := xinqiao.EligibilityDecisionWrite{
		Items: []xinqiao.EligibilityQuestion{{Provider: *provider, Service: service, Area: area}},
	}
	decision := must(dispatcher.DecideEligibilityWithResponse(ctx, nil, questions)).JSON201
	fmt.Println("decision", decision.Items[0].Eligible)

	// A lost answer: the same key with the same body gets the first answer again.
	customer, key := "c-"+rand.Text(), rand.Text()
	call := xinqiao.RequestWrite{
		Channel: xinqiao.RequestChannelPhone, Customer: &customer, Service: &service, Area: &area,
	}
	once := &xinqiao.ReceiveRequestParams{IdempotencyKey: &key}
	request := must(dispatcher.ReceiveRequestWithResponse(ctx, once, call)).JSON201
	again := must(dispatcher.ReceiveRequestWithResponse(ctx, once, call)).JSON201
	fmt.Println("sent twice, received once", again.Id == request.Id)

	must(dispatcher.AssignRequestWithResponse(ctx, request.Id, nil, xinqiao.AssignmentWrite{Provider: provider}))
	must(dispatcher.AnswerRequestWithResponse(ctx, request.Id, nil, xinqiao.AnswerWrite{}))
	// A refusal that the program expects: the safeguards ask for some minutes between two moves.
	var refused *Refused
	completion := xinqiao.CompletionWrite{Outcome: xinqiao.RoundOutcomeCompleted}
	_, err := dispatcher.CompleteRequestWithResponse(ctx, request.Id, nil, completion)
	if errors.As(err, &refused) && refused.Code == "move-too-soon" && refused.Detail != nil {
		fmt.Println("later", *refused.Detail)
	} else if err != nil {
		log.Fatal(err)
	}
	fmt.Println("request", must(dispatcher.GetRequestWithResponse(ctx, request.Id, nil)).JSON200.State)

	upheld := xinqiao.ComplaintWrite{Customer: "c-2", Upheld: true}
	complaint := must(regulator.RecordComplaintWithResponse(ctx, *provider, nil, upheld)).JSON201
	rating := must(dispatcher.GetRatingWithResponse(ctx, *provider, nil)).JSON200
	explanation := must(firm.ExplainRatingWithResponse(ctx, *provider, nil)).JSON200
	fmt.Println("rating", rating.Grade, rating.State, "of", explanation.Evidence.Total, "pieces of evidence")
	fmt.Println("complaint explained", slices.ContainsFunc(explanation.Evidence.Items,
		func(piece xinqiao.ExplainedEvidence) bool { return piece.Evidence.Id == complaint.Id }))

	contest := xinqiao.AppealWrite{Evidence: complaint.Id, Grounds: "The customer means another firm."}
	appeal := must(firm.FileAppealWithResponse(ctx, nil, contest)).JSON201
	fmt.Println("appeal", appeal.State)
	withdrawn := must(firm.WithdrawAppealWithResponse(ctx, appeal.Id, nil, xinqiao.Nothing{})).JSON201
	fmt.Println("appeal", withdrawn.State)

	_, err = dispatcher.GetRatingWithResponse(ctx, "018c020f-3400-77f0-a5bc-c6b9b552c767", nil)
	if !errors.As(err, &refused) {
		log.Fatal("not refused: ", err)
	}
	fmt.Println("refused", refused.Code, refused.Status, refused)
}
